/** Reading: a {@link torg.store.query.Question} is compiled to a plan once for its shape ({@link torg.store.query.PlanCompiler}), and run with its values. */
package torg.store.query;
