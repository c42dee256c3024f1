/* What HTML and htmx cannot do by themselves. Every page works without it, with more clicks. */
"use strict";
