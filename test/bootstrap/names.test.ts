import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resourceNames } from '../../src/bootstrap/names.js';

describe('the names of load balancer and target groups', () => {
  it('say cluster and service', () => {
    expect(resourceNames('main', 'web')).toEqual({
      loadBalancer: 'main-web',
      blue: 'main-web-blue',
      green: 'main-web-green',
    });
  });

  it('differ for the same service on clusters of one account', () => {
    expect(resourceNames('staging', 'web').blue).not.toBe(resourceNames('live', 'web').blue);
  });

  it('are shortened with a hash, the same each time', () => {
    const names = resourceNames('production', 'customer-account-service');
    expect(names).toEqual(resourceNames('production', 'customer-account-service'));
    expect(names.green).toMatch(/^production-customer-[a-f\d]{6}-green$/);
    expect(names.blue).not.toBe(resourceNames('production', 'customer-account-search').blue);
  });

  it('tell clusters and services apart that are the same when written together', () => {
    expect(resourceNames('a-b', 'c').blue).not.toBe(resourceNames('a', 'b-c').blue);
    expect(resourceNames('a_b', 'c').blue).not.toBe(resourceNames('a', 'b-c').blue);
  });

  it('do not begin with the prefix that AWS keeps for itself', () => {
    expect(resourceNames('internal', 'web').loadBalancer).toMatch(/^lb-internal-web-[a-f\d]{6}$/);
  });

  it('are valid and distinct for every cluster and service', () => {
    const name = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '_'), minLength: 1, maxLength: 255 }),
      fc.constantFrom('internal', '-', '___', 'a--b', 'web'),
    );
    fc.assert(
      fc.property(name, name, (cluster, service) => {
        const { loadBalancer, ...pair } = resourceNames(cluster, service);
        const names = [loadBalancer, ...Object.values(pair)];
        expect(loadBalancer).not.toMatch(/^internal-/);
        for (const valid of names) expect(valid).toMatch(/^[a-zA-Z\d](?:[a-zA-Z\d-]{0,30}[a-zA-Z\d])?$/);
        expect(new Set(names).size).toBe(3);
      }),
    );
  });

  it('are never shared by two services', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '-', '_'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(name, name, name, name, (cluster, service, otherCluster, otherService) => {
        fc.pre(cluster !== otherCluster || service !== otherService);
        expect(resourceNames(cluster, service).blue).not.toBe(resourceNames(otherCluster, otherService).blue);
      }),
      { numRuns: 1_000 },
    );
  });
});
