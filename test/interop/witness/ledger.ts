/** The environment variable that names the folder of the run's ledgers. */
export const LEDGER_FOLDER = 'BG_DEPLOY_INTEROP_LEDGERS';

/** What the witness says of one call. */
export interface Exchange {
  /** Who called, by the user agent. */
  readonly client: string;
  readonly service: string;
  readonly operation: string;
  readonly status: number;
  readonly code: string | null;
  /** What is not as AWS's model has it; none: the call passed. */
  readonly findings: readonly string[];
  /** The bodies, where there are findings. */
  readonly request?: string;
  readonly answer?: string;
}

/** Reads a ledger: one exchange a line. */
export function readLedger(text: string): readonly Exchange[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Exchange => JSON.parse(line));
}

const COLUMNS = ['client', 'service', 'operations run', 'calls', 'passed', 'failed'] as const;

/** The table that ends a run: by client and service, how many operations were called how often, and what became of it. */
export function ledgerTable(exchanges: readonly Exchange[]): string {
  const rows = [...groups(exchanges, ({ client, service }) => `${client}\n${service}`)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, group]) => [...key.split('\n'), ...countsOf(group)]);
  const clients = groups(exchanges, ({ client }) => client);
  const totals = [...clients].sort().map(([client, group]) => [client, 'all', ...countsOf(group)]);
  const table = [[...COLUMNS], ...rows, ...totals, ['all', 'all', ...countsOf(exchanges)]];
  const widths = COLUMNS.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [lines[0], widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1)].join('\n');
}

function countsOf(exchanges: readonly Exchange[]): string[] {
  const operations = new Set(exchanges.map(({ service, operation }) => `${service} ${operation}`));
  const failed = exchanges.filter(({ findings }) => findings.length > 0).length;
  return [operations.size, exchanges.length, exchanges.length - failed, failed].map(String);
}

function groups(exchanges: readonly Exchange[], keyOf: (exchange: Exchange) => string): Map<string, Exchange[]> {
  const found = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const key = keyOf(exchange);
    found.set(key, [...(found.get(key) ?? []), exchange]);
  }
  return found;
}
