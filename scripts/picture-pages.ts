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

/** A job summary as GitHub shows it: its Markdown as HTML, in GitHub's manner. */
export function summaryPage(markdown: string): string {
  const html = new Marked({ gfm: true, async: false }).parse(markdown);
  return page(`<header>migrate <small>summary</small></header><main>${html}</main>`);
}

/** An incident as PagerDuty's fields make it: title, state, links and custom details. */
export function incidentPage(
  incident: { readonly status: string; readonly urgency: string },
  event: ShownEvent,
): string {
  const { payload, links, client } = event;
  const { custom_details: details, summary, ...rest } = payload;
  const fields = Object.entries({ ...rest, timestamp: undefined });
  const anchors = links.map(({ text }) => `<a href="#">${escapeHtml(text)}</a>`);
  return page(`<header><b class="badge ${escapeHtml(incident.status)}">${escapeHtml(incident.status)}</b> ${escapeHtml(incident.urgency)} urgency <small>${escapeHtml(client ?? '')}</small></header>
<main><h3>${escapeHtml(summary)}</h3><p>${anchors.join(' · ')}</p>
<h4>Custom details</h4>${table(Object.entries(details))}
<h4>Event</h4>${table(fields)}</main>`);
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

function page(body: string): string {
  return `<!doctype html><meta charset="utf-8"><title>-</title><style>${STYLE}</style><body>${body}</body>`;
}

const STYLE = `
html { background: #fff }
body { margin: 16px; border: 1px solid #d1d9e0; border-radius: 6px; color: #1f2328; font: 14px/1.5 "Liberation Sans", "Noto Sans", "Noto Color Emoji", sans-serif }
header { padding: 10px 16px; border-bottom: 1px solid #d1d9e0; background: #f6f8fa; border-radius: 6px 6px 0 0 }
small { color: #59636e }
main { padding: 4px 16px 12px }
h3 { margin: 12px 0; font-size: 17px } h4 { margin: 14px 0 6px; color: #59636e }
a { color: #0969da; text-decoration: none }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #d1d9e0; padding: 5px 12px; vertical-align: top; overflow-wrap: anywhere }
th { width: 120px; white-space: nowrap; font-weight: 600 }
tr:nth-child(even) { background: #f6f8fa }
code, pre { font: 12.5px/1.45 "Liberation Mono", "DejaVu Sans Mono", monospace }
code { background: #818b981f; border-radius: 5px; padding: 2px 5px }
pre { margin: 0; white-space: pre-wrap }
.badge { border-radius: 4px; padding: 2px 8px; color: #fff } .triggered { background: #b3261e } .resolved { background: #1a7f37 }
`;
