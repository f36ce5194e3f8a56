import type { CrmSender } from './crm-sender.ts';
import { CRM_SENDERS } from './crm-senders.ts';

const AT = '2026-01-05T09:00:00.000Z';
const CHANGE = { leadId: '31337', value: 'mql', occurredAt: new Date(AT) };

/** One body of every shape that a system sends. */
export const SAMPLE_BODIES: Readonly<Record<CrmSender['system'], readonly string[]>> = {
  hubspot: [
    CRM_SENDERS.hubspot.compose([CHANGE, { ...CHANGE, value: '' }], 0),
    json([
      { ...hubspotEvent('contact.merge'), primaryObjectId: 1, mergedObjectIds: [2, 3], newObjectId: 4 },
      hubspotEvent('contact.deletion'),
      hubspotEvent('contact.privacyDeletion'),
      {
        ...hubspotEvent('object.propertyChange'),
        objectTypeId: '0-136',
        propertyName: 'hs_pipeline_stage',
        propertyValue: 'new-stage-id',
      },
      { ...hubspotEvent('contact.propertyChange'), propertyName: 'company', propertyValue: 'Acme' },
    ]),
    json({
      vid: 31337,
      'portal-id': 555,
      properties: {
        company: { value: 'Acme' },
        hs_lead_status: { value: 'OPEN', timestamp: 1_767_603_600_000 },
        lifecyclestage: {
          value: 'marketingqualifiedlead',
          versions: [
            { value: 'marketingqualifiedlead', timestamp: 1_767_603_600_000 },
            { value: 'lead', timestamp: 1_767_600_000_000 },
          ],
        },
      },
    }),
    json({ id: '31337', updatedAt: AT, properties: { lifecyclestage: 'lead', hs_pipeline_stage: 'x' } }),
  ],
  salesforce: [CRM_SENDERS.salesforce.compose([CHANGE, { ...CHANGE, leadId: '00Q2' }], 0)],
  pipedrive: [
    CRM_SENDERS.pipedrive.compose([CHANGE], 0),
    json({
      meta: {
        action: 'change',
        entity: 'deal',
        entity_id: '7',
        id: 'm1',
        version: '2.0',
        timestamp: '1767603600',
        merged_from_id: '6',
      },
      data: {
        id: 7,
        title: 'Deal',
        stage_id: 3,
        status: 'won',
        update_time: AT,
        custom_fields: { '9f': { type: 'enum', id: 4 } },
      },
      previous: { stage_id: 2, status: 'open', custom_fields: { '9f': null } },
    }),
    json({
      meta: {
        action: 'delete',
        entity: 'lead',
        entity_id: 'a-1',
        id: 'm2',
        version: '2.0',
        timestamp: AT,
        merged_to_id: 'a-2',
      },
      data: null,
      previous: { id: 'a-1' },
    }),
  ],
  mautic: [
    CRM_SENDERS.mautic.compose([CHANGE, CHANGE], 0),
    json({
      'mautic.lead_points_change': [
        {
          contact: {
            id: 12,
            points: 120,
            dateModified: AT,
            tags: { 3: { id: 3, tag: 'mql' } },
            fields: {
              core: {
                email: { id: 6, alias: 'email', value: 'a@example.test' },
                mql_state: { value: 'yes' },
              },
            },
            owner: { id: 4 },
          },
          points: { old_points: 40, new_points: 120 },
          timestamp: AT,
        },
      ],
      'mautic.lead_post_save_update': [{ contact: { id: 12, fields: [], tags: ['mql'] }, timestamp: AT }],
      'mautic.lead_post_delete': [{ id: 12, contact: [], timestamp: AT }],
    }),
  ],
  marketo: [CRM_SENDERS.marketo.compose([CHANGE], 0)],
  segment: [
    CRM_SENDERS.segment.compose([CHANGE], 0),
    json({
      type: 'identify',
      userId: 'u1',
      traits: { firstName: 'Ada', lastName: 'Park', company: { name: 'Acme' } },
      timestamp: AT,
    }),
    json({ type: 'delete', userId: 'u1' }),
  ],
  twenty: [
    CRM_SENDERS.twenty.compose([CHANGE], 0),
    json({
      event: 'person.created',
      data: { id: 'p1', name: { firstName: 'Ada', lastName: 'Park' }, stage: 'NEW' },
      timestamp: AT,
    }),
    json({ eventName: 'opportunity.deleted', record: { id: 'r1', stage: 'NEW' }, eventDate: AT }),
  ],
};

function hubspotEvent(subscriptionType: string) {
  return { eventId: 1, portalId: 555, objectId: 31337, occurredAt: Date.parse(AT), subscriptionType };
}

function json(body: unknown): string {
  return JSON.stringify(body);
}
