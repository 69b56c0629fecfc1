package torg.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/orders", "/nb/orders?status=open&page=2#top", "/orders/W000001//"})
    void anAddressOfThisHouseIsOne(String address) {
        assertThat(Return.isLocal(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "//elsewhere.example", "/\\elsewhere.example", "/orders\\x", "https://elsewhere.example/", "javascript:alert(1)", " /orders", "/a b", "/a\tb", "/a\r\nX: y", "/\t/elsewhere.example", "/ærlig"})
    void whatLeadsElsewhereOrIsNoneIsNot(String address) {
        assertThat(Return.isLocal(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 2_001})
    void itsLengthIsBounded(int letters) {
        assertThat(Return.isLocal("/" + "x".repeat(letters))).isEqualTo(letters == 2_000);
    }
}
