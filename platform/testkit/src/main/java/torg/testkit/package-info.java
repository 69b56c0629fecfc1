/**
 * For tests of rooms and modules. Start at {@link torg.testkit.TestHouse}, a tiny portal that is there. What it is made of: a site from text blocks ({@link torg.testkit.TestSource}, {@link torg.testkit.TestSites}), rows in memory behind the
 * real gate's rules ({@link torg.testkit.MemoryTables}). Contracts that every implementation of an SPI has to pass are in {@link torg.testkit.contract}, houses
 * at random in {@link torg.testkit.random}.
 *
 * <pre>{@code
 * var sites = TestSites.of(new TestSource().document("tables/note.yml", "..."), new TableDocuments());
 * var tables = new MemoryTables(sites::schema);
 * tables.write(Caller.service("test"), Write.of(new Change.Create("note", Map.of("id", "1"))));
 * }</pre>
 *
 * Everything here is plain and slow on purpose: it is what the fast things are compared with.
 */
package torg.testkit;
