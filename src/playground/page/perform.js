const { as, in: room, tab, beside } = document.body.dataset;

/** Who looks at what, from the address of the page. */
export const place = { as, in: room, tab, ...(beside && { beside }) };

const notice = document.querySelector('#notice');

export function showNotice(text, kind = 'fault') {
  notice.textContent = text;
  notice.dataset.kind = kind;
}

/** Asks the server to do something; says so on the page when it cannot. */
export async function perform(act) {
  const response = await post(act).catch(() => undefined);
  const answer = (await response?.json().catch(() => undefined)) ?? {};
  const isDone = response?.ok === true;
  const fault = isDone ? '' : (answer.message ?? 'The bot does not answer. Is npm start still running?');
  // The page itself opens a Home tab anew: what people were told stays.
  if (fault || act.kind !== 'home') showNotice(fault);
  return { ...answer, isDone, fault };
}

export function markRead() {
  post({ kind: 'read' }).catch(() => {});
}

function post(act) {
  return fetch('/playground/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as, in: room, ...act }),
  });
}
