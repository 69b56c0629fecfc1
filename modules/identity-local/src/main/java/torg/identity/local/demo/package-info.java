/** People of the demo: read from a document ({@link torg.identity.local.demo.DemoCompiler}), and set up as their contacts come ({@link torg.identity.local.demo.DemoPeople}). */
package torg.identity.local.demo;
