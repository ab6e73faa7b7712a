// Modules that the build makes (vite.config.ts, src/cli/web/bundled.ts).
declare module 'virtual:catalog' {
  type Opening = Parameters<typeof import('../view/session.ts').createSession>[0];
  export const catalog: ReturnType<Opening['catalog']>;
}

declare module 'virtual:first' {
  /** What the page opens unless it is asked for something else. */
  export const catalog: typeof import('virtual:catalog').catalog;
}

declare module 'virtual:rules' {
  export const rules: Readonly<Record<string, { readonly sentence: string; readonly source: string }>>;
}

declare module 'virtual:rules-zh' {
  export const sentences: Readonly<Record<string, string>>;
}

declare module 'virtual:texts' {
  /** Path → text of every file delivered. */
  export const delivered: Readonly<Record<string, string>>;
  /** What a new file begins with. */
  export const starters: Readonly<Record<import('../view/editing/paths.ts').FileKind, string>>;
}
