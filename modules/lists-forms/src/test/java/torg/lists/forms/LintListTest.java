package torg.lists.forms;

import torg.testkit.contract.LintListContract;

class LintListTest implements LintListContract {
    @Override
    public String listed() {
        return "lists-forms\\.[a-z-]+(?:-for-nobody|-for-some|-on-public-page)";
    }
}
