/** Open pages that follow what they show: they ask, and the answer waits until it is another. */
package torg.web.follow;
