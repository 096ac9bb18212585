/** A template's text. */
export interface TemplateSource {
  /** As messages are to name it. */
  readonly file: string;
  readonly text: string;
}
