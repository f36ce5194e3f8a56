import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

/** Counters for an operator. Labels are kinds, never names. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    recorded: new Counter({
      name: 'funnel_stage_changes_recorded_total',
      help: 'Stage changes recorded through the intake',
      registers: [registry],
    }),
    deliveries: new Counter({
      name: 'funnel_deliveries_total',
      help: 'Attempts to deliver a message, by kind and outcome',
      labelNames: ['kind', 'outcome'] as const,
      registers: [registry],
    }),
  };
}
