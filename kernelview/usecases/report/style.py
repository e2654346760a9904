"""What the report's page adds to the style of all pages."""

from kernelview.usecases.page import STYLE

REPORT_STYLE = f"""\
{STYLE}h3 {{ font-size: 15px; line-height: 1.4; margin: 16px 0 8px; font-weight: 600; }}
.headline {{ font-size: 17px; max-width: 60ch; }}
.heat {{
  display: block; max-width: none; image-rendering: pixelated; outline: 1px solid var(--line);
}}
.heats {{ display: flex; flex-wrap: wrap; gap: 16px; }}
.scrolled {{ overflow-x: auto; margin: 16px 0; }}
table.numbers {{
  border-collapse: collapse; font-size: 13px; line-height: 1.4;
  font-variant-numeric: tabular-nums;
}}
.numbers th, .numbers td {{
  padding: 6px 12px 6px 0; text-align: left; vertical-align: middle;
  border-bottom: 1px solid var(--line);
}}
.numbers th {{ color: var(--muted); font-weight: 500; white-space: nowrap; }}
.numbers .right {{ text-align: right; white-space: nowrap; }}
.numbers small, .numbers b, .numbers td > span {{ display: block; }}
.numbers small, summary small, tr.chance td {{ color: var(--muted); }}
.pairs td {{ min-width: 64px; }}
.terms {{
  display: grid; gap: 8px 32px; margin: 16px 0;
  grid-template-columns: repeat(auto-fill, minmax(min(272px, 100%), 1fr));
}}
.terms dt {{ color: var(--muted); font-size: 13px; }}
.terms dd {{ margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }}
.sentences {{ margin: 8px 0 16px; padding-left: 20px; max-width: 80ch; }}
.sentences li {{ margin-bottom: 4px; }}
.banks {{ display: block; width: 100%; min-width: 880px; }}
.banks image {{ image-rendering: pixelated; }}
.banks rect {{ fill: none; stroke: var(--line); }}
.banks text {{ fill: var(--muted); font-size: 12px; font-variant-numeric: tabular-nums; }}
.banks .middle {{ text-anchor: middle; }}
.banks .pair {{ fill: none; stroke: var(--accent); }}
.banks .pair.chance {{ stroke: var(--muted); stroke-dasharray: 3 3; opacity: 0.7; }}
.banks .dark {{ display: none; }}
@media (prefers-color-scheme: dark) {{
  .banks .dark {{ display: inline; }}
  .banks .light {{ display: none; }}
}}
.pictures.three {{ grid-template-columns: repeat(3, minmax(0, 320px)); }}
.pictures.original {{ grid-template-columns: minmax(0, 320px); }}
.plot {{ margin: 16px 0; max-width: 880px; }}
/* Plots are drawn for paper. */
.plot img {{ background: #ffffff; padding: 8px; border-radius: 4px; }}
details {{ margin: 8px 0; }}
summary {{ cursor: pointer; }}
summary:focus-visible {{ outline: 2px solid var(--accent); outline-offset: 2px; }}
@media screen {{ .pairs td > span {{ min-width: 208px; }} }}
@media print {{
  :root {{ --window: #ffffff; }}
  body {{ max-width: none; padding: 0; font-size: 11pt; }}
  .scrolled {{ overflow: visible; }}
  .banks {{ min-width: 0; break-inside: avoid; }}
  table.numbers {{ font-size: 9pt; }}
  section {{ break-inside: auto; }}
  tr, figure {{ break-inside: avoid; }}
  details::details-content {{ content-visibility: visible; block-size: auto; }}
  h2, h3, h3 + .facts {{ break-after: avoid; }}
  .heat, .kernel td::before {{ print-color-adjust: exact; }}
}}
"""
