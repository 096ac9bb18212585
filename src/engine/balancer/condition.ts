import { BlockList, isIP } from 'node:net';
import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RequestHead } from './request-head.js';

/** Whether a request meets a condition. */
export type Matches = (head: RequestHead) => boolean;

/**
 * Reads a condition of a rule once, to ask it of many requests. One that the engine does not know is never met.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function readCondition(condition: RuleCondition): Matches {
  const patterns = (condition.RegexValues ?? []).map(regularExpression);
  switch (condition.Field) {
    case 'host-header': {
      const hosts = wildcards(condition.HostHeaderConfig?.Values ?? condition.Values, 'i');
      return ({ host }) => any(hosts, host) || any(patterns, host);
    }
    case 'path-pattern': {
      const paths = wildcards(condition.PathPatternConfig?.Values ?? condition.Values, '');
      return ({ path }) => any(paths, path) || any(patterns, path);
    }
    case 'http-header': {
      const name = condition.HttpHeaderConfig?.HttpHeaderName ?? '';
      const values = wildcards(condition.HttpHeaderConfig?.Values, 'i');
      return ({ header }) => {
        const value = header(name);
        return value !== undefined && (any(values, value) || any(patterns, value));
      };
    }
    case 'http-request-method': {
      const methods = new Set(condition.HttpRequestMethodConfig?.Values);
      return ({ method }) => methods.has(method);
    }
    case 'query-string':
      return queryCondition(condition);
    case 'source-ip': {
      const blocks = addressBlocks(condition.SourceIpConfig?.Values ?? []);
      return ({ sourceIp }) => isIP(sourceIp) > 0 && blocks.check(sourceIp, isIP(sourceIp) === 6 ? 'ipv6' : 'ipv4');
    }
    default:
      return () => false;
  }
}

function queryCondition(condition: RuleCondition): Matches {
  const wanted = (condition.QueryStringConfig?.Values ?? []).map(({ Key, Value }) => ({
    key: Key === undefined ? undefined : wildcard(Key, 'i'),
    value: wildcard(Value ?? '', 'i'),
  }));
  return ({ query }) => {
    const pairs = query.split('&').map((pair) => {
      const sign = pair.indexOf('=');
      return sign < 0 ? { key: pair, value: '' } : { key: pair.slice(0, sign), value: pair.slice(sign + 1) };
    });
    return wanted.some(({ key, value }) =>
      pairs.some((pair) => (key?.test(pair.key) ?? true) && value.test(pair.value)),
    );
  };
}

function any(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

function wildcards(values: readonly string[] | undefined, flags: '' | 'i'): RegExp[] {
  return (values ?? []).map((value) => wildcard(value, flags));
}

/** `*` stands for any text, `?` for one character; a backslash takes their meaning away. */
function wildcard(value: string, flags: '' | 'i'): RegExp {
  const source = value.replace(/\\([*?\\])|([*?])|([.+^${}()|[\]\\])/g, (_all, escaped, wild, special) => {
    if (wild !== undefined) return wild === '*' ? '.*' : '.';
    return `\\${escaped ?? special}`;
  });
  return new RegExp(`^${source}$`, `${flags}s`);
}

function regularExpression(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    // Not one of JavaScript's: it matches nothing.
    return /(?!)/;
  }
}

function addressBlocks(values: readonly string[]): BlockList {
  const blocks = new BlockList();
  for (const value of values) {
    const [network = '', prefix] = value.split('/');
    const family = isIP(network);
    const bits = Number(prefix ?? (family === 6 ? 128 : 32));
    if (family > 0 && Number.isInteger(bits) && bits >= 0 && bits <= (family === 6 ? 128 : 32)) {
      blocks.addSubnet(network, bits, family === 6 ? 'ipv6' : 'ipv4');
    }
  }
  return blocks;
}
