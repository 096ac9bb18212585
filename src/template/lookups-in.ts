import type { SourcePlace } from '../errors.js';
import { lookupsOf, requestOf } from './expression.js';
import { type LookupRequest, lookupKey } from './lookup-request.js';
import type { Template } from './template.js';
import type { ValueLayers } from './values.js';

/**
 * What has to be asked elsewhere before the templates can be filled, each once. What `--set`, the environment … already
 * answer is not asked, nor is a lookup that itself waits for a value that nobody gave.
 *
 * @param values - the layers that are known so far; lookups that they answer are left out
 */
export function lookupsIn(templates: readonly Template[], values: ValueLayers): LookupRequest[] {
  const found = new Map<string, { request: Omit<LookupRequest, 'places'>; places: SourcePlace[] }>();
  for (const template of templates) {
    for (const { meaning, start } of template.placeholders) {
      for (const lookup of lookupsOf(meaning, values)) {
        const request = requestOf(lookup, values);
        if ('absence' in request) continue;
        const key = lookupKey(request);
        if (values.lookups && Object.hasOwn(values.lookups, key)) continue;
        const place = template.placeAt(start);
        const same = found.get(key);
        if (same) same.places.push(place);
        else found.set(key, { request, places: [place] });
      }
    }
  }
  return [...found.values()].map(({ request, places }) => ({ ...request, places }));
}
