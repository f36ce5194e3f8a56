/** The command that hands over a lead, short enough to be read; with an instant where the shell cannot know it. */
export function intakeCurl(url: string, token: string | undefined, instant?: Date): string {
  const authorization = token ? `  -H 'Authorization: Bearer ${token}' \\\n` : '';
  const occurredAt = instant ? instant.toISOString() : `'$(date -u +%FT%TZ)'`;
  return `curl ${url}/api/stage-changes \\
  -H 'Content-Type: application/json' \\
${authorization}  -d '{ "leadId": "L-'$RANDOM'", "stage": "mql",
        "occurredAt": "${occurredAt}",
        "lead": { "name": "Grace Lee",
                  "company": "Initech",
                  "source": "demo_request" } }'`;
}
