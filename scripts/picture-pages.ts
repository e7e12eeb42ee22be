import { Marked } from 'marked';

/** An event as PagerDuty takes it, as far as a page shows it. */
export interface ShownEvent {
  readonly client?: string;
  readonly links: readonly { readonly href: string; readonly text: string }[];
  readonly payload: {
    readonly summary: string;
    readonly source: string;
    readonly severity: string;
    readonly class?: string;
    readonly component?: string;
    readonly group?: string;
    readonly custom_details: Readonly<Record<string, unknown>>;
  };
}

/** The two colour schemes that GitHub shows a document in. */
export const THEMES = ['light', 'dark'] as const;
/** One of them. */
export type Theme = (typeof THEMES)[number];

/** A job summary as GitHub shows it: its Markdown as HTML, in GitHub's manner. */
export function summaryPage(markdown: string, theme: Theme): string {
  const html = new Marked({ gfm: true, async: false }).parse(markdown);
  return page(`<header>migrate <small>summary</small></header><main>${html}</main>`, theme);
}

/** An incident as PagerDuty's fields make it: title, state, links and custom details. */
export function incidentPage(
  incident: { readonly status: string; readonly urgency: string },
  event: ShownEvent,
  theme: Theme,
): string {
  const { payload, links, client } = event;
  const { custom_details: details, summary, ...rest } = payload;
  const fields = Object.entries({ ...rest, timestamp: undefined });
  const anchors = links.map(({ text }) => `<a href="#">${escapeHtml(text)}</a>`);
  return page(
    `<header><b class="badge ${escapeHtml(incident.status)}">${escapeHtml(incident.status)}</b> ${escapeHtml(incident.urgency)} urgency <small>${escapeHtml(client ?? '')}</small></header>
<main><h3>${escapeHtml(summary)}</h3><p>${anchors.join(' · ')}</p>
<h4>Custom details</h4>${table(Object.entries(details))}
<h4>Event</h4>${table(fields)}</main>`,
    theme,
  );
}

function table(entries: readonly (readonly [string, unknown])[]): string {
  const rows = entries
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<tr><th align="left">${escapeHtml(name)}</th><td>${describe(name, value)}</td></tr>`);
  return `<table>${rows.join('')}</table>`;
}

function describe(name: string, value: unknown): string {
  const text = escapeHtml(Array.isArray(value) ? value.join(', ') : String(value));
  return name === 'log' ? `<pre>${text}</pre>` : text;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}

function page(body: string, theme: Theme): string {
  return `<!doctype html><html class="${theme}"><meta charset="utf-8"><title>-</title><style>${STYLE}</style><body>${body}</body>`;
}

// The colours are GitHub's own.
const STYLE = `
html { --canvas: #fff; --text: #1f2328; --quiet: #59636e; --edge: #d1d9e0; --stripe: #f6f8fa; --link: #0969da; --code: #818b981f; background: var(--canvas) }
html.dark { --canvas: #0d1117; --text: #f0f6fc; --quiet: #9198a1; --edge: #3d444d; --stripe: #151b23; --link: #4493f8; --code: #656c7633 }
body { margin: 16px; border: 1px solid var(--edge); border-radius: 6px; color: var(--text); font: 14px/1.5 "Liberation Sans", "Noto Sans", "Noto Color Emoji", sans-serif }
header { padding: 10px 16px; border-bottom: 1px solid var(--edge); background: var(--stripe); border-radius: 6px 6px 0 0 }
small { color: var(--quiet) }
main { padding: 4px 16px 12px }
h3 { margin: 12px 0; font-size: 17px } h4 { margin: 14px 0 6px; color: var(--quiet) }
a { color: var(--link); text-decoration: none }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid var(--edge); padding: 5px 12px; vertical-align: top; overflow-wrap: anywhere }
th { width: 120px; white-space: nowrap; font-weight: 600 }
tr:nth-child(even) { background: var(--stripe) }
code, pre { font: 12.5px/1.45 "Liberation Mono", "DejaVu Sans Mono", monospace }
code { background: var(--code); border-radius: 5px; padding: 2px 5px }
pre { margin: 0; white-space: pre-wrap }
.badge { border-radius: 4px; padding: 2px 8px; color: #fff } .triggered { background: #b3261e } .resolved { background: #1a7f37 }
`;
