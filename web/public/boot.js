// Runs before the first paint, so that the bridge at night never sees a white page.
(function () {
  var root = document.documentElement;
  var asked = new URLSearchParams(location.search);
  function chosen(key, stored, allowed) {
    var value = asked.get(key);
    if (allowed.indexOf(value) < 0) {
      try {
        value = localStorage.getItem(stored);
      } catch (refused) {
        value = null;
      }
    }
    return allowed.indexOf(value) < 0 ? null : value;
  }
  var dark = window.matchMedia && matchMedia('(prefers-color-scheme: dark)').matches;
  root.setAttribute('data-palette', chosen('p', 'vigia.palette', ['day', 'dusk', 'night']) || (dark ? 'dusk' : 'day'));
  var first = (navigator.language || 'es').slice(0, 2) === 'en' ? 'en' : 'es';
  root.setAttribute('lang', chosen('l', 'vigia.language', ['es', 'en']) || first);
})();
