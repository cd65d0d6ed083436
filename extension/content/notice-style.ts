/** The look of the notice. The page's own styles end at its shadow root; nothing in it moves. */
export const NOTICE_STYLE = `
:host {
	all: initial !important;
	position: fixed !important;
	inset-block-end: 16px !important;
	inset-inline-end: 16px !important;
	z-index: 2147483647 !important;
	color-scheme: light dark !important;
}
:host([hidden]) {
	display: none !important;
}
section {
	--text: #14181f;
	--surface: #ffffff;
	--muted: #47505e;
	--accent: #1f4fd8;
	--problem: #a11212;
	box-sizing: border-box;
	inline-size: min(420px, calc(100vw - 32px));
	max-block-size: min(60vh, 480px);
	display: flex;
	flex-direction: column;
	gap: 8px;
	padding: 12px 16px;
	border: 2px solid var(--accent);
	border-radius: 10px;
	background: var(--surface);
	color: var(--text);
	font: 16px/1.5 system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
	section {
		--text: #f2f4f8;
		--surface: #171b22;
		--muted: #b9c1cf;
		--accent: #8fb0ff;
		--problem: #ffb0a8;
	}
}
@media (prefers-contrast: more) {
	section {
		--text: CanvasText;
		--surface: Canvas;
		--muted: CanvasText;
	}
}
header {
	display: flex;
	align-items: center;
	justify-content: space-between;
	gap: 12px;
}
h2, p {
	margin: 0;
	font: inherit;
}
h2 {
	font-weight: 700;
}
button {
	min-block-size: 32px;
	padding: 2px 12px;
	border: 1px solid currentColor;
	border-radius: 6px;
	background: transparent;
	color: inherit;
	font: inherit;
	cursor: pointer;
}
:focus-visible {
	outline: 3px solid var(--accent);
	outline-offset: 2px;
}
.settings {
	align-self: flex-start;
}
.text {
	unicode-bidi: plaintext;
	overflow: auto;
	white-space: pre-line;
	overflow-wrap: anywhere;
}
[role=status], .facts {
	color: var(--muted);
	font-size: 14px;
}
[role=alert] {
	color: var(--problem);
}
.spoken {
	position: absolute;
	inline-size: 1px;
	block-size: 1px;
	overflow: hidden;
	clip-path: inset(50%);
	white-space: nowrap;
}
.text:empty, .facts:empty {
	display: none;
}
`;
