/** Table maps: read and checked ({@link torg.sync.map.MapsCompiler}), and what they make of a record ({@link torg.sync.map.Inbound}) and of a document ({@link torg.sync.map.Outbound}). */
package torg.sync.map;
