import type { CrmChange, CrmSender } from './crm-sender.ts';

const DAY_MS = 86_400_000;
const LONGEST_MS = 2 * 3_600_000;

/** Outbound messages. The target's address ends in the secret, since the message holds none. */
export const salesforceSender: CrmSender = {
  system: 'salesforce',
  maxBatch: 100,
  readsWhenSent: true,
  compose: (changes) => `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound">
  <OrganizationId>00D000000000001AAA</OrganizationId><ActionId>04k000000000001AAA</ActionId>
  <SessionId xsi:nil="true"/><EnterpriseUrl>https://acme.my.salesforce.test/services/Soap/c/66.0</EnterpriseUrl>
  ${changes.map(notification).join('\n  ')}
 </notifications></soapenv:Body></soapenv:Envelope>`,
  sign: (body, target) => ({
    method: 'POST',
    url: target.url,
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
    body,
  }),
  /** A bare 200 is a failure: the acknowledgement counts. */
  isTaken: ({ status, body }) =>
    status === 200 &&
    /<notificationsResponse xmlns="http:\/\/soap\.sforce\.com\/2005\/09\/outbound">\s*<Ack>true<\/Ack>\s*<\/notificationsResponse>/.test(
      body,
    ),
  retryAfterMs(attempt) {
    const waits = Array.from({ length: attempt }, (_, index) => Math.min(LONGEST_MS, 15_000 * 2 ** index));
    return waits.reduce((sum, wait) => sum + wait, 0) <= DAY_MS ? waits.at(-1) : undefined;
  },
};

function notification({ leadId, value, occurredAt }: CrmChange, index: number): string {
  return `<Notification><Id>04l${String(index).padStart(12, '0')}AAA</Id>
   <sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
    <sf:Id>${leadId}</sf:Id><sf:Company>O&apos;Hara &amp; Sons</sf:Company><sf:LastModifiedDate>${occurredAt.toISOString()}</sf:LastModifiedDate><sf:Status>${escapeXml(value)}</sf:Status>
   </sObject></Notification>`;
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (char) => `&#${char.codePointAt(0)};`);
}
