// What pages at the desk get besides `app.js`.
import "./copy.js";
import "./drop.js";
import "./finder.js";
import "./fold.js";
import "./tabs.js";
