/**
 * A greeting on a page ({@link torg.example.GreetingComponent}) and as JSON ({@link torg.example.GreetingResource}).
 */
package torg.example;
