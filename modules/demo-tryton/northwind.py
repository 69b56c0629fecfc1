#!/usr/bin/env python3
"""Makes an empty Tryton database the company Northwind Traders, by Tryton's own JSON-RPC: whatever is made is checked as if people had made it.

    northwind.py ADDRESS DATA [ORDERS]

ADDRESS is http://host:port/database, DATA the folder with Northwind's CSV files or a jar that holds it, ORDERS how many of its orders are taken over,
the newest first (all when absent). The administrator's password is read from TRYTON_ADMIN_PASSWORD, the one that the portal's user gets from
TRYTON_PORTAL_PASSWORD. Needs nothing but Python 3.
"""
import base64
import csv
import datetime
import io
import json
import os
import sys
import unicodedata
import urllib.request
import zipfile

ORDERS_AT_ONCE = 100
# People of customers whom the data does not name: the demo's sign-ins, as in the other demo ERP.
COLLEAGUES = [('ALFKI', 2, 'Jane Doe', 'jane@alfki.example'), ('ALFKI', 3, 'Sam Roe', 'sam@alfki.example'), ('ANATR', 2, 'May Poe', 'may@anatr.example')]

# What customers may owe, as in the other demo ERP.
LIMITS = {'ALFKI': 50000, 'ANATR': 10000}


class Tryton:
    def __init__(self, address, user, password):
        self.address, self.context, self.headers = address.rstrip('/') + '/', {}, {'Content-Type': 'application/json'}
        uid, key = self.call('common.db.login', user, {'password': password}, 'en')
        self.headers['Authorization'] = 'Session ' + base64.b64encode(f'{user}:{uid}:{key}'.encode()).decode()
        self.learn_context()

    def learn_context(self):
        self.context = self.call('model.res.user.get_preferences', True, {})

    def call(self, method, *params):
        body = json.dumps({'id': 1, 'method': method, 'params': params}).encode()
        with urllib.request.urlopen(urllib.request.Request(self.address, body, self.headers)) as answer:
            answer = json.load(answer)
        if 'error' in answer:
            raise RuntimeError(f'{method}: {answer["error"]}')
        return answer['result']

    def __call__(self, method, *params):
        return self.call(method, *params, self.context)

    def create(self, model, *records):
        return self(f'model.{model}.create', list(records))

    def find(self, model, *domain):
        return self(f'model.{model}.search', list(domain), 0, 1, [['id', 'ASC']])[0]

    def all(self, model, field, *domain):
        """Ids by the value of a field."""
        return {record[field]: record['id'] for record in self(f'model.{model}.search_read', list(domain), 0, None, [['id', 'ASC']], [field])}


def decimal(value):
    return {'__class__': 'Decimal', 'decimal': str(value)}


def date(value):
    return {'__class__': 'date', 'year': value.year, 'month': value.month, 'day': value.day}


def rows(data, name):
    if os.path.isdir(data):
        with open(os.path.join(data, name + '.csv'), 'rb') as file:
            text = file.read()
    else:
        with zipfile.ZipFile(data) as jar:
            text = jar.read(f'northwind/{name}.csv')
    return list(csv.DictReader(io.StringIO(text.decode('utf-8'))))


class Northwind:
    def __init__(self, tryton, data):
        self.tryton, self.data = tryton, data
        self.countries = {row['Country']: row for row in rows(data, 'countries')}

    def run(self, orders, portal_password):
        self.company()
        self.accounting()
        self.catalogue()
        self.customers()
        self.stock()
        self.orders(orders)
        self.discontinue()
        # Last: where the portal can sign in, everything is there.
        self.portal_user(portal_password)

    def company(self):
        t = self.tryton
        self.currency, = t.create('currency.currency', {'name': 'US Dollar', 'symbol': '$', 'code': 'USD', 'digits': 2, 'rounding': decimal('0.01'),
                                                        'rates': [['create', [{'date': date(datetime.date(1990, 1, 1)), 'rate': decimal(1)}]]]})
        isos = {row['IsoCode']: country for country, row in self.countries.items()}
        ids = t.create('country.country', *({'name': name, 'code': iso} for iso, name in isos.items()))
        self.country = dict(zip(isos, ids))
        party, = t.create('party.party', {'name': 'Northwind Traders', 'code': 'nwnd', 'addresses': [['create', [{'country': self.country['US']}]]]})
        self.company_id, = t.create('company.company', {'party': party, 'currency': self.currency})
        user = t.find('res.user', ['login', '=', 'admin'])
        t('model.res.user.write', [user], {'companies': [['add', [self.company_id]]], 'company': self.company_id})
        t.learn_context()

    def accounting(self):
        t, company = self.tryton, self.company_id
        template = t.find('account.account.template', ['parent', '=', None])
        of = lambda kind: t.find('account.account', ['type.' + kind, '=', True], ['company', '=', company])
        session = t('wizard.account.create_chart.create')[0]
        step = lambda data, state: t('wizard.account.create_chart.execute', session, data, state)
        step({}, 'start')
        step({}, 'account')
        step({'account': {'company': company, 'account_template': template}}, 'create_account')
        receivable, payable = of('receivable'), of('payable')
        step({'properties': {'company': company, 'account_receivable': receivable, 'account_payable': payable}}, 'create_properties')
        t('wizard.account.create_chart.delete', session)
        self.revenue, self.expense = of('revenue'), of('expense')
        year = datetime.date.today().year
        invoices, = t.create('ir.sequence.strict', {'name': 'Invoices', 'company': company, 'prefix': 'INV-', 'sequence_type': t.find('ir.sequence.type', ['name', '=', 'Invoice'])})
        for each in (year, year + 1):
            moves, = t.create('ir.sequence', {'name': f'Moves {each}', 'company': company, 'sequence_type': t.find('ir.sequence.type', ['name', '=', 'Account Move'])})
            sequences = {'in_invoice_sequence': invoices, 'in_credit_note_sequence': invoices, 'out_invoice_sequence': invoices, 'out_credit_note_sequence': invoices, 'company': company}
            fiscal, = t.create('account.fiscalyear', {'name': str(each), 'company': company, 'start_date': date(datetime.date(each, 1, 1)), 'end_date': date(datetime.date(each, 12, 31)),
                                                      'post_move_sequence': moves, 'invoice_sequences': [['create', [sequences]]]})
            t('model.account.fiscalyear.create_period', [fiscal])
        self.term, = t.create('account.invoice.payment_term', {'name': '30 days', 'lines': [['create', [{'type': 'remainder', 'relativedeltas': [['create', [{'days': 30}]]]}]]]})

    def catalogue(self):
        t = self.tryton
        self.unit = t.find('product.uom', ['symbol', '=', 'u'])
        names = {row['CategoryID']: row['CategoryName'] for row in rows(self.data, 'categories')}
        categories = dict(zip(names, t.create('product.category', *({'name': name, 'accounting': True, 'account_revenue': self.revenue, 'account_expense': self.expense} for name in names.values()))))
        self.stocked = rows(self.data, 'products')
        t.create('product.template', *({
            'name': row['ProductName'], 'code': row['ProductID'], 'type': 'goods', 'default_uom': self.unit, 'sale_uom': self.unit, 'salable': True,
            'list_price': decimal(row['UnitPrice']), 'account_category': categories[row['CategoryID']],
            'products': [['create', [{'description': row['QuantityPerUnit'], 'cost_price': decimal(0)}]]]} for row in self.stocked))
        self.products = t.all('product.product', 'code')
        self.price_list, = t.create('product.price_list', {'name': 'LIST', 'company': self.company_id, 'lines': [['create', [{'formula': 'unit_price'}]]]})

    def customers(self):
        t = self.tryton
        category, = t.create('party.category', {'name': 'Customer'})
        languages = t.all('ir.lang', 'code')
        language = lambda country: languages.get(self.countries[country]['LanguageId'][:2], languages['en'])
        customers = rows(self.data, 'customers')
        delivery = {(row['CustomerID'], row['ShipAddress']): row for row in rows(self.data, 'orders')}
        people = [(row['CustomerID'], 1, row['ContactName'], self.email(row)) for row in customers] + COLLEAGUES
        of = {row['CustomerID']: row for row in customers}

        def address(name, street, city, zip, country):
            return {'party_name': name, 'street': street, 'city': city, 'postal_code': zip, 'country': self.country[self.countries[country]['IsoCode']], 'delivery': True, 'invoice': False}

        def addresses(row):
            own = address(row['CompanyName'], row['Address'], row['City'], row['PostalCode'], row['Country'])
            others = [address(f'{to["ShipName"]}, {to["ShipCity"]}', to['ShipAddress'], to['ShipCity'], to['ShipPostalCode'], to['ShipCountry'])
                      for (customer, street), to in delivery.items() if customer == row['CustomerID'] and street != row['Address']][:1]
            return [['create', [own | {'invoice': True}] + others]]

        def companies(number):
            return ({'credit_limit_amount': decimal(LIMITS[row['CustomerID']]) if row['CustomerID'] in LIMITS else None, 'name': row['CompanyName'], 'code': row['CustomerID'], 'lang': language(row['Country']), 'categories': [['add', [category]]], 'addresses': addresses(row),
                     'contact_mechanisms': [['create', [{'type': number, 'value': row['Phone']}, {'type': 'email', 'value': self.email(row)}]]],
                     'customer_payment_term': self.term, 'sale_price_list': self.price_list} for row in customers)

        try:
            t.create('party.party', *companies('phone'))
        except RuntimeError as refused:
            # Northwind's numbers are invented, and where python3-phonenumbers is installed Tryton takes none that nobody can dial.
            if 'phone number' not in str(refused):
                raise
            t.create('party.party', *companies('other'))
        t.create('party.party', *({
            'name': name, 'code': f'{customer}-{number}', 'lang': language(of[customer]['Country']), 'contact_mechanisms': [['create', [{'type': 'email', 'value': email}]]]}
            for customer, number, name, email in people))
        self.parties = t.all('party.party', 'code')
        kind, = t.create('party.relation.type', {'name': 'Contact of'})
        t.create('party.relation.all', *({'from_': self.parties[f'{customer}-{number}'], 'to': self.parties[customer], 'type': kind} for customer, number, _, _ in people))

    @staticmethod
    def email(row):
        name = unicodedata.normalize('NFD', row['ContactName'])
        return (''.join(letter for letter in name if not unicodedata.combining(letter)).replace(' ', '.') + '@' + row['CustomerID'] + '.example').lower()

    def stock(self):
        t = self.tryton
        lines = [{'product': self.products[row['ProductID']], 'quantity': float(row['UnitsInStock'])} for row in self.stocked if row['UnitsInStock'] != '0']
        inventory, = t.create('stock.inventory', {'location': t.find('stock.location', ['type', '=', 'storage'], ['parent.type', '=', 'warehouse']), 'company': self.company_id,
                                                  'date': date(datetime.date.today()), 'lines': [['create', lines]]})
        t('model.stock.inventory.confirm', [inventory])

    def discontinue(self):
        """After the orders, which have such products too."""
        gone = [row['ProductID'] for row in self.stocked if row['Discontinued'] == '1']
        self.tryton('model.product.template.write', self.tryton('model.product.template.search', [['code', 'in', gone]]), {'salable': False})

    def portal_user(self, password):
        """What the portal may do and no more: read master data and stock, make and read sales, see invoices."""
        t = self.tryton
        groups = t.all('res.group', 'name')
        t.create('res.user', {'name': 'Portal', 'login': 'portal', 'password': password, 'companies': [['add', [self.company_id]]], 'company': self.company_id,
                              'groups': [['add', [groups[name] for name in ('Sales', 'Stock', 'Account')]]]})

    def orders(self, count):
        t = self.tryton
        lines = {}
        for row in rows(self.data, 'order_lines'):
            lines.setdefault(row['OrderID'], []).append(row)
        addresses = {}
        for record in t('model.party.address.search_read', [['party.categories.name', '=', 'Customer']], 0, None, [['id', 'ASC']], ['party', 'street']):
            addresses.setdefault(record['party'], {})[record['street']] = record['id']
        mechanisms = t.all('party.contact_mechanism', 'party', ['type', '=', 'email'])
        warehouse = t.find('stock.location', ['type', '=', 'warehouse'])
        seen = {}
        sales = []
        for row in rows(self.data, 'orders'):
            customer = row['CustomerID']
            index = seen[customer] = seen.get(customer, -1) + 1
            person = self.parties[f'{customer}-{self.orderer(customer, index)}']
            party = self.parties[customer]
            its = addresses[party]
            first = next(iter(its.values()))
            shipped = row['ShippedDate'] != ''
            # What was done before Tryton was there is taken over as it is: no goods are moved and no invoices made for it.
            sale = {'party': party, 'contact': mechanisms.get(person), 'company': self.company_id, 'currency': self.currency, 'price_list': self.price_list, 'payment_term': self.term,
                    'number': 'SO-' + row['OrderID'], 'reference': row['OrderID'], 'warehouse': warehouse,
                    'invoice_address': first, 'shipment_address': its.get(row['ShipAddress'], first), 'invoice_method': 'order', 'shipment_method': 'order',
                    'sale_date': date(datetime.date.fromisoformat(row['OrderDate'])),
                    'state': 'done' if shipped else 'quotation', 'shipment_state': 'sent' if shipped else 'none', 'invoice_state': 'paid' if shipped else 'none',
                    'lines': [['create', [self.line(line, number) for number, line in enumerate(lines[row['OrderID']], 1)]]]}
            sales.append(sale)
        sales = sales[-count:] if count else sales
        for start in range(0, len(sales), ORDERS_AT_ONCE):
            t.create('sale.sale', *sales[start:start + ORDERS_AT_ONCE])

    def line(self, row, number):
        price = round(float(row['UnitPrice']) * (1 - float(row['Discount'])), 4)
        return {'type': 'line', 'sequence': number, 'product': self.products[row['ProductID']], 'unit': self.unit, 'quantity': float(row['Quantity']), 'unit_price': decimal(price)}

    @staticmethod
    def orderer(customer, index):
        """Mostly the first contact; two customers have colleagues who order too."""
        return {'ALFKI': 2 + index % 2, 'ANATR': 2 if index == 0 else 1}.get(customer, 1)


def main():
    address, data = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    tryton = Tryton(address, 'admin', os.environ['TRYTON_ADMIN_PASSWORD'])
    Northwind(tryton, data).run(count, os.environ['TRYTON_PORTAL_PASSWORD'])


if __name__ == '__main__':
    main()
