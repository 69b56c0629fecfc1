package torg.table.permissions;

import torg.testkit.contract.LintListContract;

class LintListTest implements LintListContract {
    @Override
    public String listed() {
        return "permissions\\.[a-z-]+";
    }
}
