/* The type, the colours and the ground of every page. */
import './fonts.css';
import './tokens.css';
import './base.css';
