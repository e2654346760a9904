"""The style sheet of all pages: light and dark as the reader's system asks."""

from kernelview.usecases.page.heat_table import DARK, INKS, LIGHT

STYLE = f"""\
:root {{
  color-scheme: light dark;
  --window: #f6f7f9; --panel: #ffffff; --line: #d9dde3; --text: #1b1f24; --muted: #5b6470;
  --accent: #2f6fde;
  --negative: {LIGHT.negative}; --zero: {LIGHT.zero}; --positive: {LIGHT.positive};
}}
.ld {{ color: {INKS["d"]}; }} .ll {{ color: {INKS["l"]}; }}
@media (prefers-color-scheme: dark) {{
  :root {{
    --window: #15181c; --panel: #1d2127; --line: #323842; --text: #e6e9ed; --muted: #97a1ad;
    --accent: #6ea8fe;
    --negative: {DARK.negative}; --zero: {DARK.zero}; --positive: {DARK.positive};
  }}
  .dd {{ color: {INKS["d"]}; }} .dl {{ color: {INKS["l"]}; }}
}}
* {{ box-sizing: border-box; }}
body {{
  margin: 0 auto; padding: 40px 32px 64px; max-width: 1280px;
  background: var(--window); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}}
h1 {{ font-size: 28px; line-height: 1.2; margin: 0 0 8px; letter-spacing: -0.01em; }}
h2 {{ font-size: 19px; line-height: 1.3; margin: 0 0 4px; }}
p {{ margin: 0 0 8px; max-width: 72ch; }}
header {{ margin-bottom: 24px; }}
.muted, figcaption, .facts {{ color: var(--muted); font-size: 13px; }}
section {{ border-top: 1px solid var(--line); padding: 24px 0 32px; }}
.lesson {{ display: grid; grid-template-columns: 304px 1fr; gap: 16px 32px; margin-top: 16px; }}
.lesson > * {{ min-width: 0; }}
.pictures {{
  display: grid; gap: 16px; align-items: start;
  grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr));
}}
figure {{ margin: 0; }}
figure a {{ position: relative; display: block; border-radius: 4px; overflow: hidden; }}
figure a:focus-visible {{ outline: 2px solid var(--accent); outline-offset: 2px; }}
figure img {{ display: block; width: 100%; height: auto; background: var(--panel); }}
figure .before {{ position: absolute; inset: 0; height: 100%; opacity: 0; }}
figure a:hover .before, figure a:focus-visible .before {{ opacity: 1; }}
figcaption {{ padding-top: 4px; overflow-wrap: anywhere; }}
table.kernel {{ border-collapse: separate; border-spacing: 2px; margin: 0 0 8px -2px; }}
.kernel td {{
  position: relative; min-width: 40px; height: 32px; padding: 0 6px; border-radius: 3px;
  background: var(--zero); text-align: center; font-size: 13px;
  font-variant-numeric: tabular-nums;
}}
.kernel td::before {{
  content: ""; position: absolute; inset: 0; border-radius: inherit; opacity: var(--s, 0);
}}
.kernel td.n::before {{ background: var(--negative); }}
.kernel td.p::before {{ background: var(--positive); }}
.kernel span {{ position: relative; }}
.kernel.small {{ border-spacing: 1px; }}
.kernel.small td {{ min-width: 0; width: 9px; height: 9px; padding: 0; border-radius: 1px; }}
code {{
  display: block; overflow-x: auto; padding: 8px; border: 1px solid var(--line);
  border-radius: 4px; background: var(--panel); white-space: pre-wrap; overflow-wrap: anywhere;
  font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace;
}}
@media (max-width: 800px) {{
  body {{ padding: 24px 16px 40px; }}
  .lesson {{ grid-template-columns: 1fr; }}
}}
@media print {{ section {{ break-inside: avoid; }} }}
"""
