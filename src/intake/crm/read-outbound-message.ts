import { SaxesParser, type SaxesTagNS } from 'saxes';
import { InvalidInputError } from '../../errors.ts';
import type { Item } from './read-body.ts';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const OUTBOUND = 'http://soap.sforce.com/2005/09/outbound';
const SOBJECT = /^urn:sobject\.(?:enterprise|partner)\.soap\.sforce\.com$/;
const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
const MAX_NOTIFICATIONS = 100;
const MAX_DEPTH = 12;

export interface OutboundMessage {
  organizationId: string | undefined;
  /** The address of the organisation, where the message gives one. */
  enterpriseUrl: string | undefined;
  notifications: { id: string | undefined; object: string; fields: Item }[];
}

type Notification = OutboundMessage['notifications'][number];

/**
 * Reads the SOAP envelope of a Salesforce outbound message. A document type, and with it every entity of its own, is
 * refused. @throws {InvalidInputError} when it is no such message.
 */
export function readOutboundMessage(xml: string): OutboundMessage {
  const message: OutboundMessage = { organizationId: undefined, enterpriseUrl: undefined, notifications: [] };
  const parser = new SaxesParser({ xmlns: true });
  const open: SaxesTagNS[] = [];
  let text = '';
  let fields: Map<string, string | null> | undefined;
  let notification: Notification | undefined;
  const refuse = (why: string): never => {
    throw new InvalidInputError(`The body is no outbound message of Salesforce: ${why}.`);
  };

  parser.on('error', (error) => refuse(error.message.slice(0, 200)));
  parser.on('doctype', () => refuse('it has a document type'));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && !/^utf-?8$/i.test(encoding))
      refuse(`it is written in ${encoding.slice(0, 40)}, not in UTF-8`);
  });
  parser.on('processinginstruction', () => refuse('it has a processing instruction'));
  parser.on('opentag', (tag) => {
    open.push(tag);
    text = '';
    if (open.length > MAX_DEPTH) refuse('it is nested too deep');
    if (open.length <= 3 && !isEnvelope(open))
      refuse(`<${tag.name.slice(0, 40)}> stands where none is expected`);
    if (open.length === 4 && isOutbound(tag, 'Notification')) {
      notification = { id: undefined, object: '', fields: {} };
      message.notifications.push(notification);
      if (message.notifications.length > MAX_NOTIFICATIONS) refuse('it has more than 100 notifications');
    }
    if (open.length === 5 && notification && isOutbound(tag, 'sObject')) {
      fields = new Map();
      notification.object = localName(attribute(tag, 'type') ?? '');
    }
  });
  const addText = (piece: string) => {
    text += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', (tag) => {
    const depth = open.length;
    open.pop();
    if (depth === 6 && fields && SOBJECT.test(tag.uri) && !fields.has(tag.local)) {
      fields.set(tag.local, attribute(tag, 'nil') === 'true' ? null : text);
    } else if (depth === 5 && notification && isOutbound(tag, 'sObject')) {
      notification.fields = Object.fromEntries(fields ?? []);
      fields = undefined;
    } else if (depth === 5 && notification && isOutbound(tag, 'Id')) notification.id = text.trim();
    else if (depth === 4 && isOutbound(tag, 'OrganizationId')) message.organizationId = text.trim();
    else if (depth === 4 && isOutbound(tag, 'EnterpriseUrl')) message.enterpriseUrl = text.trim();
    else if (depth === 4) notification = undefined;
    text = '';
  });
  parser.write(xml).close();
  return message;
}

function isEnvelope(open: readonly SaxesTagNS[]): boolean {
  const [envelope, body, notifications] = open;
  return (
    envelope?.local === 'Envelope' &&
    envelope.uri === ENVELOPE &&
    (body === undefined || (body.uri === ENVELOPE && body.local === 'Body')) &&
    (notifications === undefined || isOutbound(notifications, 'notifications'))
  );
}

function isOutbound(tag: SaxesTagNS, local: string): boolean {
  return tag.uri === OUTBOUND && tag.local === local;
}

function attribute(tag: SaxesTagNS, local: string): string | undefined {
  return Object.values(tag.attributes).find((found) => found.uri === INSTANCE && found.local === local)
    ?.value;
}

function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}
