import { basename } from 'node:path';
import { transform } from 'esbuild';

/**
 * Turns the files of a bundle into CommonJS, which Node.js loads at once: an ES module is resolved, read and linked step
 * by step, and each step waits for the one before. What is neither part of the bundle nor of Node.js is still imported.
 *
 * @param outputFiles - esbuild's, in ES modules
 * @param options - esbuild's, for what is written
 */
export async function asCommonJs(outputFiles, options) {
  const names = outputFiles.map(({ path }) => basename(path));
  const own = `"\\./(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})"`;
  const required = new RegExp(`\\bimport\\((?=(?:${own}|"node:[\\w/]+")\\))`, 'g');
  return await Promise.all(
    outputFiles.map(async ({ path, text, contents }) => {
      if (!path.endsWith('.js')) return { path, contents };
      const { code } = await transform(text.replaceAll(required, '__required('), {
        ...options,
        format: 'cjs',
        define: { 'import.meta.url': '__address' },
      });
      const needed = Object.entries(NEEDED).flatMap(([name, line]) => (code.includes(name) ? [line] : []));
      const hashbang = /^#!.*\n/.exec(code)?.[0] ?? '';
      const strict = `${hashbang}"use strict";${needed.join('')}${code.slice(hashbang.length)}`;
      return { path, contents: Buffer.from(strict) };
    }),
  );
}

const NEEDED = {
  __required: 'const __required=async path=>require(path);',
  __address: 'const __address=require("node:url").pathToFileURL(__filename).href;',
};
