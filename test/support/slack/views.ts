/** Modals and home tabs as people see them, and what the answer to a submission does to them. */
import { slackFaults } from '../slack-limits.ts';
import { type JsonObject, objectOf, objectsOf, stringOf } from './json.ts';
import { noteFaults } from './note-faults.ts';
import type { SlackView, World } from './world.ts';

export function rememberView(world: World, userId: string, raw: JsonObject): void {
  const view: SlackView = {
    kind: 'view',
    type: raw.type === 'home' ? 'home' : 'modal',
    id: stringOf(raw.id),
    userId,
    callbackId: stringOf(raw.callback_id),
    privateMetadata: stringOf(raw.private_metadata),
    title: stringOf(objectOf(raw.title).text),
    blocks: objectsOf(raw.blocks),
    raw,
  };
  world.views.set(view.id, view);
}

export function openModals(world: World, userId: string): SlackView[] {
  return [...world.views.values()].filter((view) => view.type === 'modal' && view.userId === userId);
}

export async function applyViewAnswer(world: World, view: SlackView, answer: JsonObject): Promise<void> {
  switch (answer.response_action) {
    case undefined:
      world.views.delete(view.id);
      return;
    case 'clear':
      for (const open of openModals(world, view.userId)) world.views.delete(open.id);
      return;
    case 'errors':
      noteErrorFaults(world, view, objectOf(answer.errors));
      return;
    case 'update':
      await change(world, 'views.update', { view_id: view.id, view: answer.view });
      return;
    case 'push':
      await change(world, 'views.push', {
        trigger_id: await createTrigger(world, view.userId, view.id),
        view: answer.view,
      });
      return;
    default:
      noteFaults(world, 'view_submission', [`unknown response_action ${String(answer.response_action)}`]);
  }
}

/** Good for three seconds and one use. */
export async function createTrigger(world: World, userId: string, viewId?: string): Promise<string> {
  const params = { user_id: userId, ...(viewId === undefined ? {} : { view_id: viewId }) };
  const trigger = stringOf((await world.keeper.call('views.generateTriggerId', params)).trigger_id);
  world.triggers.set(trigger, userId);
  return trigger;
}

export function viewFaultsOf(params: JsonObject, method: string): string[] {
  const view = objectOf(params.view);
  return slackFaults(method === 'views.publish' || view.type === 'home' ? 'home' : 'modal', view);
}

async function change(world: World, method: string, params: JsonObject): Promise<void> {
  const answer = await world.run(method, params);
  if (answer.ok !== true)
    throw new Error(`Slack shows "We had some trouble connecting": ${stringOf(answer.error)}`);
}

function noteErrorFaults(world: World, view: SlackView, errors: JsonObject): void {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  const unknown = Object.keys(errors).filter((blockId) => !inputs.includes(blockId));
  noteFaults(
    world,
    'view_submission',
    unknown.map((blockId) => `errors names ${blockId}, which is no input block`),
  );
}
