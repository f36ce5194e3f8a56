import type { App } from '@slack/bolt';
import { changeConnection } from '../../../connections/change-connection.ts';
import { getConnection } from '../../../connections/connection.ts';
import { previewHandingOver, startHandingOver } from '../../../connections/handing-over.ts';
import { lastPayloadPaths } from '../../../connections/last-payload.ts';
import { listReportedValues, mapValues } from '../../../connections/map-values.ts';
import { listUnknownOwners } from '../../../connections/owners.ts';
import type { Context } from '../../../context.ts';
import { requireAdmin } from '../../../team/permissions.ts';
import { say } from '../../../words/say.ts';
import { ACTION, VIEW } from '../../action-ids.ts';
import { refreshConnection } from '../../connection-views.ts';
import { onButton } from '../../listen.ts';
import { type FormAnswer, onForm } from '../../on-form.ts';
import { showForm } from '../../show-form.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import {
  handOverView,
  optionsView,
  readHandOver,
  readRule,
  readTyped,
  ruleView,
} from '../../views/connections/connection-forms.ts';
import {
  fieldsView,
  ownersView,
  readFields,
  readOwners,
  readValues,
  valuesView,
} from '../../views/connections/mapping-views.ts';
import type { FormValues } from '../../views/form-values.ts';
import { readAbout, writeAbout } from './about.ts';

/** What can be set of a connection: values, fields, owners, the rule, options, and whether it hands over. */
export function listenToConnectionSettings(app: App, deps: SlackDeps): void {
  settingForm(ACTION.mapValues, VIEW.values, {
    slow: () => say('What has come in is being worked out anew.'),
    open: async (ctx, id, metadata) =>
      valuesView(metadata, await listReportedValues(ctx, await getConnection(ctx, id))),
    async save(ctx, id, values) {
      const leads = await mapValues(ctx, id, readValues(values));
      deps.wake();
      const sentence = say(
        '{leads, plural, =0 {Saved. No lead stands otherwise.} one {Saved. # lead was worked out anew.} other {Saved. # leads were worked out anew.}}',
        { leads },
      );
      return { notice: { title: say('Values'), sentence } };
    },
  });

  settingForm(ACTION.mapFields, VIEW.fields, {
    async open(ctx, id, metadata) {
      const connection = await getConnection(ctx, id);
      const mayBeReceived = connection.system === 'custom';
      // Others put their items into a shape of their own before fields are read.
      const paths = mayBeReceived ? await lastPayloadPaths(ctx, deps.connections.vault, id) : [];
      return fieldsView(metadata, connection, {
        names: deps.connections.systems[connection.system].fields,
        paths,
        mayBeReceived,
      });
    },
    async save(ctx, id, values) {
      await changeConnection(ctx, id, { fields: readFields(values) });
      return undefined;
    },
  });

  settingForm(ACTION.mapOwners, VIEW.owners, {
    open: async (ctx, id, metadata) =>
      ownersView(metadata, await getConnection(ctx, id), await listUnknownOwners(ctx, id)),
    async save(ctx, id, values) {
      const { owners } = await getConnection(ctx, id);
      await changeConnection(ctx, id, { owners: readOwners(values, owners) });
      return undefined;
    },
  });

  settingForm(ACTION.setRule, VIEW.rule, {
    open: async (ctx, id, metadata) => ruleView(metadata, await getConnection(ctx, id)),
    async save(ctx, id, values) {
      await changeConnection(ctx, id, { rule: readRule(values) });
      return undefined;
    },
  });

  settingForm(ACTION.setOptions, VIEW.connectionOptions, {
    async open(ctx, id, metadata) {
      const connection = await getConnection(ctx, id);
      return optionsView(metadata, connection, deps.connections.systems[connection.system]);
    },
    async save(ctx, id, values) {
      const { system } = await getConnection(ctx, id);
      const read = deps.connections.systems[system].readOptions(readTyped(values));
      if ('faults' in read) return { errors: read.faults };
      await changeConnection(ctx, id, { options: read.options });
      return undefined;
    },
  });

  settingForm(ACTION.startHandingOver, VIEW.handOver, {
    slow: () => say('The cards are being made.'),
    open: async (ctx, id, metadata) => handOverView(metadata, await previewHandingOver(ctx, id)),
    async save(ctx, id, values) {
      const cards = await startHandingOver(ctx, { connectionId: id, ...readHandOver(values) });
      deps.wake();
      const sentence = say(
        'From now on each new MQL gets a card. {cards, plural, =0 {None is posted now.} one {# is posted now.} other {# are posted now.}}',
        { cards },
      );
      return { notice: { title: say('Handing over'), sentence } };
    },
  });

  interface Setting {
    /** Said while it is saved, where that may take long. */
    slow?: () => string;
    open(ctx: Context, id: string, metadata: string): Promise<Parameters<typeof showForm>[2]>;
    save(ctx: Context, id: string, values: FormValues): Promise<FormAnswer>;
  }

  /** A button that opens a form about a connection, which is shown anew once that is saved. */
  function settingForm(actionId: string, callbackId: string, { slow, open, save }: Setting): void {
    onButton(app, deps, actionId, async ({ ctx, value, triggerId, isInForm, viewId }) => {
      requireAdmin(ctx, 'connect a CRM');
      const view = await open(ctx, value, writeAbout({ id: value, viewId }));
      await showForm(deps, { triggerId, isInForm }, view);
    });

    onForm(app, deps, { callbackId, failed: () => say('Not saved') }, ({ values, metadata }) => {
      const about = readAbout(metadata);
      return {
        ...(slow ? { slow: slow() } : {}),
        async work(ctx) {
          requireAdmin(ctx, 'connect a CRM');
          const answer = await save(ctx, about.id ?? '', values);
          if (answer && 'errors' in answer) return answer;
          return { ...answer, after: () => refreshConnection(ctx, deps, about) };
        },
      };
    });
  }
}
