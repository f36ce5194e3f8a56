import type { ReportName } from '../../reports/report-request.ts';
import { say } from '../../words/say.ts';

/** What the reports are called, above an answer and in forms. */
export function reportTitle(name: ReportName): string {
  switch (name) {
    case 'summary':
      return say('Funnel summary');
    case 'pass-rate':
      return say('Pass rate');
    case 'velocity':
      return say('Velocity');
    case 'cost':
      return say('Cost per SQL');
    case 'waste':
      return say('Waste');
    case 'reps':
      return say('Reps');
    case 'sources':
      return say('Sources');
    case 'reasons':
      return say('Reasons for rejection');
    case 'goal':
      return say('Goal');
    case 'leads':
      return say('Leads');
  }
}
