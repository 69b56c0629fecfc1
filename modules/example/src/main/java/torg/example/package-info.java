/**
 * The smallest real module, to be copied: a greeting on a page ({@link torg.example.GreetingComponent}) and as JSON ({@link
 * torg.example.GreetingResource}).
 */
package torg.example;
