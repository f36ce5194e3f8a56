import { say } from '../../words/say.ts';

/** Why a message was not sent, or not yet, from how that is kept; what Slack or a CRM said of it stays as it is. */
export function whyNotSentInWords(reason: string): string {
  switch (reason) {
    case 'all decided before it was sent':
      return say('all decided before it was sent');
    case 'contacted before it was sent':
      return say('contacted before it was sent');
    case 'decided before it was sent':
      return say('decided before it was sent');
    case 'erased':
      return say('erased');
    case 'handed on before it was sent':
      return say('handed on before it was sent');
    case 'its deadline passed before it was sent':
      return say('its deadline passed before it was sent');
    case 'its time passed before it was sent':
      return say('its time passed before it was sent');
    case 'no rep any more before it was sent':
      return say('no rep any more before it was sent');
    case 'not accepted any more':
      return say('not accepted any more');
    case 'only for that person':
      return say('only for that person');
    case 'resumed before it was sent':
      return say('resumed before it was sent');
    case 'snoozed':
      return say('snoozed');
    case 'somebody was found':
      return say('somebody was found');
    case 'the connection is not written to any more':
      return say('the connection is not written to any more');
    case 'the lead is no longer known':
      return say('the lead is no longer known');
    case 'there is nothing to say of the lead any more':
      return say('there is nothing to say of the lead any more');
    case 'nobody has given access to the CRM':
      return say('nobody has given access to the CRM');
    case 'won or lost before it was sent':
      return say('won or lost before it was sent');
    case 'no time was left to post it':
      return say('no time was left to post it');
    case 'outside working hours':
      return say('outside working hours');
    case 'rate limited':
      return say('rate limited');
    case 'This channel is shared with another organisation, so figures are not posted here.':
      return say('This channel is shared with another organisation, so figures are not posted here.');
    case 'I cannot see this channel, so I cannot tell who reads it. Invite me with `/invite @funnel`, then try again.':
      return say(
        'I cannot see this channel, so I cannot tell who reads it. Invite me with `/invite @funnel`, then try again.',
      );
    default:
      return reason;
  }
}
