/** What a template is once it is filled. JSON that is read as YAML counts as YAML. */
export type Syntax = 'json' | 'yaml';
