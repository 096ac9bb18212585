import { expect, it } from 'vitest';
import { imageTag } from '../../../src/engine/containers/image-tag.js';

it.each([
  ['registry.example:5000/team/web:1.4', '1.4'],
  ['web:1.4@sha256:abc', '1.4'],
  ['registry.example:5000/web', 'latest'],
  ['nginx', 'latest'],
  ['registry.example/web@sha256:abc', 'sha256:abc'],
])('the version of %s is %s', (image, version) => {
  expect(imageTag(image)).toBe(version);
});
