import { say } from '../../words/say.ts';

/** What a message is called where it is told that it went out. */
export function kindInWords(kind: string): string {
  switch (kind) {
    case 'card':
      return say('Card');
    case 'reminder':
      return say('Reminder');
    case 'breach':
      return say('Word of the missed deadline');
    case 'contact-reminder':
      return say('Reminder of the first call');
    case 'contact-breach':
      return say('Word of the missed first call');
    case 'nobody-eligible':
      return say('Word that nobody is there');
    case 'paused':
      return say('Word of a pause');
    case 'bundle':
      return say('Several leads at once');
    case 'digest':
      return say('Digest');
    case 'report':
      return say('Report');
    case 'report-stopped':
      return say('Word of a report that stopped');
    case 'overspent':
      return say('Word of an overspent budget');
    case 'new-rep':
      return say('Welcome');
    case 'first-run':
      return say('First steps');
    case 'sample-card':
      return say('Sample card');
    case 'added':
      return say('Word of an added lead');
    case 'write-back':
      return say('Write-back');
    case 'write-refused':
      return say('Word of a refused write-back');
    case 'home':
      return say('Home tab');
    case 'delete-file':
      return say('Deleting of a file');
    default:
      return kind;
  }
}

/** "2 card messages". */
export function countOfKind(kind: string, count: number): string {
  switch (kind) {
    case 'card':
      return say('{count, plural, one {# card message} other {# card messages}}', { count });
    case 'reminder':
      return say('{count, plural, one {# reminder message} other {# reminder messages}}', { count });
    case 'breach':
      return say('{count, plural, one {# breach message} other {# breach messages}}', { count });
    case 'contact-reminder':
      return say('{count, plural, one {# contact-reminder message} other {# contact-reminder messages}}', {
        count,
      });
    case 'contact-breach':
      return say('{count, plural, one {# contact-breach message} other {# contact-breach messages}}', {
        count,
      });
    case 'nobody-eligible':
      return say('{count, plural, one {# nobody-eligible message} other {# nobody-eligible messages}}', {
        count,
      });
    case 'paused':
      return say('{count, plural, one {# paused message} other {# paused messages}}', { count });
    case 'bundle':
      return say('{count, plural, one {# bundle message} other {# bundle messages}}', { count });
    case 'digest':
      return say('{count, plural, one {# digest message} other {# digest messages}}', { count });
    case 'report':
      return say('{count, plural, one {# report message} other {# report messages}}', { count });
    case 'report-stopped':
      return say('{count, plural, one {# report-stopped message} other {# report-stopped messages}}', {
        count,
      });
    case 'overspent':
      return say('{count, plural, one {# overspent message} other {# overspent messages}}', { count });
    case 'new-rep':
      return say('{count, plural, one {# new-rep message} other {# new-rep messages}}', { count });
    case 'first-run':
      return say('{count, plural, one {# first-run message} other {# first-run messages}}', { count });
    case 'sample-card':
      return say('{count, plural, one {# sample-card message} other {# sample-card messages}}', { count });
    case 'added':
      return say('{count, plural, one {# added message} other {# added messages}}', { count });
    case 'write-back':
      return say('{count, plural, one {# write-back message} other {# write-back messages}}', { count });
    case 'write-refused':
      return say('{count, plural, one {# write-refused message} other {# write-refused messages}}', {
        count,
      });
    case 'home':
      return say('{count, plural, one {# home message} other {# home messages}}', { count });
    case 'delete-file':
      return say('{count, plural, one {# delete-file message} other {# delete-file messages}}', { count });
    default:
      return say('{count, plural, one {# message} other {# messages}} ({kind})', { count, kind });
  }
}
