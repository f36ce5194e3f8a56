/** What the controls of a message or a form hold. */
export function valuesIn(surface) {
  return [...surface.querySelectorAll('[data-value]')].map((control) => ({
    blockId: control.dataset.block,
    actionId: control.dataset.action,
    value: currentValue(control),
  }));
}

export function restoreValues(surface, kept) {
  for (const control of surface.querySelectorAll('[data-value]')) {
    const { block, action } = control.dataset;
    const value = kept.find(({ blockId, actionId }) => blockId === block && actionId === action)?.value;
    if (value === undefined) continue;
    if (!control.matches('.choices')) control.value = value;
    else
      for (const input of control.querySelectorAll('input'))
        input.checked = [value].flat().includes(input.value);
  }
}

export function currentValue(control) {
  if (!control.matches('.choices')) return control.value;
  const chosen = [...control.querySelectorAll('input:checked')].map(({ value }) => value);
  return control.querySelector('input[type=radio]') ? (chosen[0] ?? '') : chosen;
}
