import './exchanges.test.js';
import './nearest.test.js';
import './text.test.js';
import './tests_of.test.js';
import './verdict.test.js';
import { report } from './testing.js';

report();
