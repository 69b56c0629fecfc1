/** What search engines ask for: {@code robots.txt}, and in {@code sitemap.xml} the pages that anybody may read ({@link torg.pages.crawl.CrawlerFiles}). */
package torg.pages.crawl;
