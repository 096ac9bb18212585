import type { Expression } from './expression.js';
import { LOOKUP_KINDS, type LookupKind } from './lookup-request.js';

const NOTATION = new RegExp(`^(?:(\\w{1,100})_)?(env|${LOOKUP_KINDS.join('|')}):([^\\s\\-=?+](?:.{0,1000}\\S)?)$`);

/**
 * Reads the notation that every style understands: `ssm:/app/url`, `cfn-output:stack.Key`, `tfstate:aws_subnet.a.id`,
 * `network_tfstate:output.vpc`, `env:NAME` … A variable of the shell may have such a name too, so its operators
 * (`${env:-x}`) are none of this.
 */
export function lookupByName(name: string): Expression | undefined {
  const [, source, kind, argument = ''] = NOTATION.exec(name) ?? [];
  if (kind === 'env') return source === undefined ? { kind: 'value', name: argument, only: 'environment' } : undefined;
  const lookup = LOOKUP_KINDS.find((one) => one === kind);
  if (!lookup) return undefined;
  return { kind: 'lookup', lookup, args: argumentsOf(lookup, argument), ...(source === undefined ? {} : { source }) };
}

function argumentsOf(lookup: LookupKind, argument: string): Expression[] {
  // A stack's name has no dots, a key may have some.
  const dot = lookup === 'cfn-output' ? argument.indexOf('.') : -1;
  const texts = dot > 0 ? [argument.slice(0, dot), argument.slice(dot + 1)] : [argument];
  return texts.map((text) => ({ kind: 'text', text }));
}
