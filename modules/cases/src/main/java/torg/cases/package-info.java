/** Cases: requests of customers, with notes and files of both sides. */
package torg.cases;
