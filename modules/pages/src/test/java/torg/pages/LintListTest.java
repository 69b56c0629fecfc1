package torg.pages;

import torg.testkit.contract.LintListContract;

class LintListTest implements LintListContract {
    @Override
    public String listed() {
        return "pages\\.[a-z-]+";
    }
}
