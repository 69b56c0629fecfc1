/** Table documents become a schema ({@link torg.store.schema.TableCompiler}), and the database is brought to where it can hold it ({@link torg.store.schema.Migration}). */
package torg.store.schema;
