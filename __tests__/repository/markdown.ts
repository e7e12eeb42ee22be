import GithubSlugger from 'github-slugger';
import { lexer, type Token, walkTokens } from 'marked';

/** What a Markdown document points at, in order: targets of links and pictures, those in HTML included. */
export function linksOf(markdown: string): string[] {
  const found: string[] = [];
  walkTokens(lexer(markdown), token => {
    if (token.type === 'link' || token.type === 'image') found.push(token.href);
    if (token.type === 'html') found.push(...attributes(token.raw, /\s(?:href|src|srcset)="([^"]*)"/g));
  });
  return found;
}

/** The texts of a Markdown document's headings, in order. */
export function headingsOf(markdown: string): string[] {
  const found: string[] = [];
  walkTokens(lexer(markdown), token => {
    if (token.type === 'heading') found.push(plainText(token.tokens ?? []));
  });
  return found;
}

/** The anchors that GitHub gives a Markdown document: of its headings, and those written as HTML. */
export function anchorsOf(markdown: string): string[] {
  const slugger = new GithubSlugger();
  const found = headingsOf(markdown).map(heading => slugger.slug(heading));
  walkTokens(lexer(markdown), token => {
    if (token.type === 'html') found.push(...attributes(token.raw, /\s(?:id|name)="([^"]*)"/g));
  });
  return found;
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map(token => (token.type === 'html' ? '' : inner(token))).join('');
}

function inner(token: Token): string {
  return 'tokens' in token && token.tokens !== undefined ? plainText(token.tokens) : 'text' in token ? token.text : '';
}

function attributes(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(match => match[1] ?? '');
}
