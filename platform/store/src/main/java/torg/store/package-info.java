/**
 * Rows over SQL, which nothing else in the house knows. Start at {@link torg.store.SqlTables}: a question goes by {@link torg.store.Question} and
 * {@link torg.store.PlanCompiler}, a write by {@link torg.store.WriteRunner} and {@link torg.store.Writing}; {@link torg.store.TableCompiler} and
 * {@link torg.store.Migration} make the tables.
 */
package torg.store;
