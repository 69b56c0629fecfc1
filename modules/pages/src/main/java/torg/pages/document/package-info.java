/** Documents are read: front matter ({@link torg.pages.document.PageReader}), texts in all languages ({@link torg.pages.document.Bodies}), menus and redirects. */
package torg.pages.document;
