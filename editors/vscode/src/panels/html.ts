// The pages of the panels: no remote content, no inline script or style.

export interface Parts {
  title: string;
  /** What a content security policy calls the editor's own origin. */
  csp: string;
  nonce: string;
  script: string;
  style: string;
  /** Between the header and the end of the page. */
  body: string;
  /** Further buttons of the header. */
  buttons: string;
  legend: readonly string[];
}

export function page(parts: Parts): string {
  const policy = [
    "default-src 'none'",
    `style-src ${parts.csp}`,
    `font-src ${parts.csp}`,
    `script-src 'nonce-${parts.nonce}'`,
  ].join('; ');
  const legend = parts.legend.map((name) => `<li class="${name}">${name}</li>`).join('');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${parts.style}">
<title>${parts.title}</title>
</head>
<body>
<header>
<input id="filter" type="search" placeholder="Filter by name" aria-label="Filter tasks by name">
${parts.buttons}
<button id="refresh" type="button">Refresh</button>
<button id="larger" type="button" aria-label="Zoom in">+</button>
<button id="smaller" type="button" aria-label="Zoom out">&minus;</button>
<button id="fit" type="button">Fit</button>
<ul id="legend" aria-label="Colours">${legend}</ul>
</header>
<p id="status" role="status">Loading</p>
${parts.body}
<script nonce="${parts.nonce}" src="${parts.script}"></script>
</body>
</html>
`;
}

export const graphBody = `<div role="alert"><ul id="deadlocks" hidden></ul></div>
<main id="frame">
<svg id="chart" role="group" aria-label="Await graph: arrows go from a task to what it waits for. Arrow keys move between tasks, Home and End go to the first and the last, Enter opens one.">
<defs>
<marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 z"/></marker>
<marker id="deadlocked" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 z"/></marker>
</defs>
<g id="drawing"></g>
</svg>
</main>`;

export const timelineBody = `<main id="frame">
<div id="timeline">
<ul id="tasks" aria-label="Tasks. Up, down, Home and End choose one, left and right move in time, plus and minus zoom, Enter opens it."></ul>
<canvas id="chart" role="img"></canvas>
</div>
</main>
<p id="said" aria-live="polite"></p>`;
