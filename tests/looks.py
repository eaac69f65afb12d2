"""What do words look like on a page? The contrast of one look need be measured once, whatever page it stands on."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

CONTRAST = "color-contrast"
#: Gather the elements with words, or to type them into, by their look: how they are written, what holds them lets
#: through, and each painted surface that they touch, in order, with its layer and whether it lies all around them.
#: Contrast depends on nothing else, the words least of all: where they run out of their box, the look is another.
_GATHER = """() => {
  const styles = new Map(), veils = new Map();
  const style = element => styles.get(element) || styles.set(element, getComputedStyle(element)).get(element);
  const veil = element => {
    if (!element || veils.has(element)) return veils.get(element) || '';
    const {opacity, filter, mixBlendMode} = style(element), own = [opacity, filter, mixBlendMode].join();
    veils.set(element, veil(element.parentElement) + (own === '1,none,normal' ? '' : own + ';'));
    return veils.get(element);
  };
  const isPainted = ({backgroundColor, backgroundImage}, element) => backgroundImage !== 'none'
    || !/^transparent$|[,/] 0\\)$/.test(backgroundColor) || element.matches('img, svg, video, canvas, iframe');
  const all = [...document.querySelectorAll('*')];
  const surfaces = all.filter(element => isPainted(style(element), element)).map(element => {
    const {backgroundColor, backgroundImage, backgroundClip, position, zIndex} = style(element);
    const layer = [position, zIndex, veil(element)];
    const paint = [element.localName, backgroundColor, backgroundImage, backgroundClip, layer];
    return {element, paint, box: element.getBoundingClientRect()};
  });
  const touched = (words, at) => surfaces
    .filter(({box}) => box.left < at.right && at.left < box.right && box.top < at.bottom && at.top < box.bottom)
    .map(({element, paint, box}) => [paint, element.contains(words),
      box.left <= at.left && at.right <= box.right && box.top <= at.top && at.bottom <= box.bottom]);
  const look = words => {
    const {color, fontSize, fontWeight, textShadow, webkitTextStroke, webkitTextFillColor} = style(words);
    return JSON.stringify([color, fontSize, fontWeight, textShadow, webkitTextStroke, webkitTextFillColor,
      veil(words), touched(words, words.getBoundingClientRect())]);
  };
  const hasWords = element => element.getClientRects().length && (element.matches('input, select, textarea')
    || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  window.looks = Object.groupBy(all.filter(hasWords), look);
  return Object.keys(window.looks);
}"""
#: Let axe look at everything but contrast, and at the contrast of new looks; return the faults and the good looks.
_LOOK = """async ([options, contrast, unknown]) => {
  const found = await axe.run({...options, rules: {[contrast]: {enabled: false}}});
  const words = unknown.flatMap(look => window.looks[look]);
  if (!words.length) return [found.violations, []];
  const asked = {runOnly: {type: 'rule', values: [contrast]}, elementRef: true};
  const {violations, passes} = await axe.run({include: words}, asked);
  const good = new Set(passes.flatMap(({nodes}) => nodes.map(({element}) => element)));
  const faults = violations.map(({id, nodes}) =>
    ({id, nodes: nodes.map(({target, failureSummary}) => ({target, failureSummary}))}));
  return [[...found.violations, ...faults], unknown.filter(look => window.looks[look].some(each => good.has(each)))];
}"""
#: The looks whose contrast axe has measured and found enough. Where it could not tell, it is asked again.
_good: set[str] = set()


def violations(page: Page, options: dict[str, Any]) -> list[dict[str, Any]]:
    """List what axe finds on a page as it stands."""
    page.evaluate(AXE_SCRIPT)
    unknown = [look for look in page.evaluate(_GATHER) if look not in _good]
    found, good = page.evaluate(_LOOK, [options, CONTRAST, unknown])
    _good.update(good)
    return list(found)
