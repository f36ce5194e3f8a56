const KEY = 'beside';
const WIDE = window.matchMedia('(min-width: 1200px)');
const NARROW = window.matchMedia('(max-width: 1100px)');

const place = document.querySelector('#beside');
const tips = document.querySelector('.try details');

/** Shows somebody's messages beside one's own, until closed; the tab remembers it. */
export function openBeside(name, realName) {
  sessionStorage.setItem(KEY, JSON.stringify({ name, realName }));
  showBeside();
  place.querySelector('.close-beside')?.focus();
}

export function closeBeside() {
  sessionStorage.removeItem(KEY);
  showBeside();
  document.querySelector('.people a[aria-current]').focus();
}

export function startBeside() {
  WIDE.addEventListener('change', showBeside);
  showBeside();
}

/** There must be room for it: where there is not, its people are reached one at a time. */
function showBeside() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  const isShown = kept !== null && WIDE.matches;
  document.body.classList.toggle('has-beside', isShown);
  place.hidden = !isShown;
  tips.open = !isShown && !NARROW.matches;
  if (!isShown) place.replaceChildren();
  else if (place.querySelector('iframe')?.name !== kept.name)
    place.replaceChildren(header(kept), frame(kept));
}

/** Browsers open few connections to one place: the frame has none of its own. */
export function tellBeside() {
  place.querySelector('iframe')?.contentWindow.postMessage('changed', location.origin);
}

function header({ realName }) {
  const element = document.createElement('header');
  const name = document.createElement('h2');
  name.textContent = realName;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'plain close-beside';
  close.textContent = '✕';
  close.setAttribute('aria-label', `Close ${realName}`);
  element.append(name, close);
  return element;
}

function frame({ name, realName }) {
  const element = document.createElement('iframe');
  element.name = name;
  element.title = `What ${realName} sees`;
  element.src = `/?${new URLSearchParams({ as: name, beside: '1' })}`;
  return element;
}
