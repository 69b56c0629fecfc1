package torg.table.permissions;

import torg.testkit.LintListContract;

class LintListTest implements LintListContract {
    @Override
    public String listed() {
        return "permissions\\.[a-z-]+";
    }
}
