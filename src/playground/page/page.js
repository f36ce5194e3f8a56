import { closeBeside, openBeside, startBeside, tellBeside } from './beside.js';
import { closeModal, refresh, scrollToEnd } from './live.js';
import { perform, place, showNotice } from './perform.js';
import { closeThread, openThread, threadOpen } from './thread.js';
import { currentValue, valuesIn } from './values.js';

const modal = document.querySelector('#modal');
const sayBox = document.querySelector('#say');

async function act(control, value) {
  const surface = control.closest('[data-surface]');
  const { ts, view: viewId } = surface.dataset;
  const { block: blockId, action: actionId, confirm } = control.dataset;
  if (confirm && !(await confirmed(JSON.parse(confirm)))) return;
  surface.setAttribute('aria-busy', 'true');
  await perform({ kind: 'act', ts, viewId, blockId, actionId, value, values: valuesIn(surface) });
  surface.removeAttribute('aria-busy');
}

function confirmed(words) {
  const dialog = document.querySelector('#confirm');
  const add = (tag, text, className = '') => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = className;
    return element;
  };
  const yes = add('button', words.confirm, words.style === 'danger' ? 'button danger' : 'button primary');
  const no = add('button', words.deny, 'button');
  const footer = add('footer', '');
  footer.append(no, yes);
  dialog.replaceChildren(add('h2', words.title), add('p', words.text), footer);
  dialog.showModal();
  return new Promise((resolve) => {
    yes.onclick = () => dialog.close('yes');
    no.onclick = () => dialog.close('no');
    dialog.returnValue = 'no';
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

async function submitModal(form) {
  form.setAttribute('aria-busy', 'true');
  const answer = await perform({ kind: 'submit', viewId: form.dataset.view, values: valuesIn(form) });
  form.removeAttribute('aria-busy');
  if (!answer.isDone) showErrorNotice(form, answer.fault);
  else showErrors(form, answer.errors ?? {});
  await refresh();
}

function showErrors(form, errors) {
  for (const note of form.querySelectorAll('[data-error-of]')) {
    const error = errors[note.dataset.errorOf] ?? '';
    note.textContent = error;
    const control = note.parentElement.querySelector('[data-value]');
    control?.setAttribute('aria-invalid', String(error !== ''));
  }
  form.querySelector('[aria-invalid=true]:not(.choices), .choices[aria-invalid=true] input')?.focus();
}

function showErrorNotice(form, text) {
  const note =
    form.querySelector('.form-error') ??
    form.querySelector('.modal-body').appendChild(document.createElement('p'));
  note.className = 'error form-error';
  note.setAttribute('role', 'alert');
  note.textContent = text;
}

async function say(text) {
  const { isDone } = await perform({ kind: 'say', text });
  if (isDone) scrollToEnd();
  else if (!sayBox.value) sayBox.value = text;
}

/** What takes a moment and ends with a word about what has happened. */
async function start(button, act) {
  button.setAttribute('aria-busy', 'true');
  const { said } = await perform(act);
  button.removeAttribute('aria-busy');
  if (said) showNotice(said, 'said');
  await refresh();
}

async function reply(text) {
  const box = document.querySelector('#thread-say');
  const { isDone } = await perform({ kind: 'say', text, thread: threadOpen() });
  if (!isDone && !box.value) box.value = text;
  await refresh();
}

/** What the bot shows next is in this language; so is the Home tab, which it shows anew. */
async function chooseLocale({ value }) {
  await perform({ kind: 'locale', locale: value });
  if (place.tab === 'home') await perform({ kind: 'home' });
  await refresh();
}

async function startShortcut(button) {
  button.closest('details').open = false;
  const ts = button.closest('[data-surface=message]')?.dataset.ts;
  await perform({ kind: 'shortcut', callbackId: button.dataset.shortcut, ts });
}

async function copyCurl(button) {
  const command = document.querySelector('.curl code').textContent;
  await navigator.clipboard.writeText(command).then(
    () => {
      button.textContent = 'Copied';
    },
    () => {
      document.getSelection().selectAllChildren(document.querySelector('.curl code'));
    },
  );
}

/** The browser's own dialogs let the focus go to its window, where somebody who cannot see would look for it. */
function keepInside(dialog, event) {
  const stops = [
    ...dialog.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]'),
  ];
  const [first, last] = [stops[0], stops.at(-1)];
  if (document.activeElement !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

function toggleMenu(isOpen = !document.body.classList.contains('menu-open')) {
  document.body.classList.toggle('menu-open', isOpen);
  document.querySelector('.menu-button').setAttribute('aria-expanded', String(isOpen));
  if (isOpen) document.querySelector('.sidebar a').focus();
}

document.addEventListener('click', (event) => {
  const target = event.target.closest('button, a');
  for (const menu of document.querySelectorAll('details.overflow[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (document.body.classList.contains('menu-open') && !event.target.closest('.sidebar, .menu-button'))
    toggleMenu(false);
  if (!target) return;
  if (target.matches('[data-act]')) {
    target.closest('details.overflow')?.removeAttribute('open');
    act(target, target.dataset.choice ?? '');
  } else if (target.matches('[data-close]')) closeModal();
  else if (target.matches('[data-say]')) say(target.dataset.say);
  else if (target.matches('[data-shortcut]')) startShortcut(target);
  else if (target.matches('[data-start]')) start(target, { kind: target.dataset.start });
  else if (target.matches('[data-leap]')) start(target, { kind: 'leap', by: target.dataset.leap });
  else if (target.matches('.open-beside')) openBeside(target.dataset.beside, target.dataset.name);
  else if (target.matches('.close-beside')) closeBeside();
  else if (target.matches('[data-thread]')) {
    openThread(target);
    refresh();
  } else if (target.matches('.close-thread')) closeThread();
  else if (target.matches('[data-copy]')) copyCurl(target);
  else if (target.matches('.menu-button')) toggleMenu();
});

document.addEventListener('change', (event) => {
  const control = event.target.closest('[data-live]');
  if (control) act(control, currentValue(control));
  if (event.target.matches('[data-locale]')) chooseLocale(event.target);
});

document.addEventListener('keydown', (event) => {
  const dialog = event.target.closest('dialog');
  if (event.key === 'Tab' && dialog) keepInside(dialog, event);
  if (event.key !== 'Escape') return;
  if (event.target.closest('#thread') && !event.target.closest('details.overflow[open]')) closeThread();
  for (const menu of document.querySelectorAll('details.overflow[open]')) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
  if (document.body.classList.contains('menu-open')) toggleMenu(false);
});

document.addEventListener('submit', (event) => {
  event.preventDefault();
  if (event.target.matches('#modal form')) submitModal(event.target);
  if (event.target.id === 'thread-composer') {
    const box = document.querySelector('#thread-say');
    const typed = box.value;
    box.value = '';
    reply(typed);
  }
  if (event.target.id !== 'composer') return;
  const text = sayBox.value;
  sayBox.value = '';
  say(text);
});

modal.addEventListener('cancel', (event) => {
  event.preventDefault();
  closeModal();
});

if (window.parent === window) {
  const changes = new EventSource('/playground/changes');
  changes.addEventListener('message', () => {
    refresh();
    tellBeside();
  });
  startBeside();
} else {
  window.addEventListener('message', ({ origin }) => origin === location.origin && refresh());
}

setInterval(refresh, 30_000);
if (place.tab === 'home') perform({ kind: 'home' });
if (location.hash) document.querySelector(location.hash)?.scrollIntoView();
else scrollToEnd();
