import { place } from './perform.js';

const pane = document.querySelector('#thread');
const box = document.querySelector('#thread-say');

let opener = '';

/** The thread of a message beside the conversation; the next state of the page brings what it holds. */
export function openThread(button) {
  opener = button.id;
  place.thread = button.dataset.thread;
  pane.hidden = false;
  box.focus();
}

export function closeThread() {
  if (!place.thread) return;
  delete place.thread;
  pane.hidden = true;
  pane.querySelector('#thread-rows').replaceChildren();
  document.getElementById(opener)?.focus();
}

export function threadOpen() {
  return place.thread;
}
