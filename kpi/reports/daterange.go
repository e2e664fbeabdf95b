package reports

import (
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A DateRangeRow is one transaction of Amazon's date range report, which is also called
// the custom transaction report. City, state and postcode of buyers are not kept.
type DateRangeRow struct {
	// File and Row say where it stands.
	File string
	Row  int
	// Time is that of the posting, in the zone that the file prints, and Day the day of
	// it in [Options.Zone].
	Time, Day  time.Time
	Settlement string
	// Type is as the file prints it, in the language of the marketplace: "Order",
	// "Erstattung". See [DateRangeRow.Kind].
	Type                    string
	Order, SKU, Description string
	// Quantity is not Valid where the cell is empty.
	Quantity decimal.NullDecimal
	// What the file says about the transaction; "" in files without the column.
	Marketplace, Account, Fulfilment, TaxModel, Status string
	// Released is when the money was released; the zero time is unknown.
	Released time.Time
	// Currency is that which a note of the file names, else that of the options.
	Currency fx.Currency
	// Amounts are the columns that the total adds up, in the order of
	// [DateRangeColumns]; not Valid where the cell is empty or the column missing.
	Amounts [dateRangeAmounts]decimal.NullDecimal
	// Total is what the file prints.
	Total decimal.NullDecimal
}

// dateRangeAmounts is the number of columns that the total adds up: the 15 of the US
// and, in Japan, one for points.
const dateRangeAmounts = 16

// DateRangeColumns returns the usual titles of the columns that the total adds up, in
// the order of [DateRangeRow.Amounts]: the 15 of the US, and "points fees" of Japan.
func DateRangeColumns() []string {
	names := make([]string, 0, dateRangeAmounts)
	for _, t := range dateRangeTitles {
		names = append(names, t[0])
	}
	return names
}

// Amount returns the amount of a column of [DateRangeColumns]; not Valid for an empty
// cell and for a column that is none of them.
func (r *DateRangeRow) Amount(column string) decimal.NullDecimal {
	for i, t := range dateRangeTitles {
		if t[0] == column {
			return r.Amounts[i]
		}
	}
	return decimal.NullDecimal{}
}

// Sum returns what the amounts add up to, exactly; empty cells add nothing.
func (r *DateRangeRow) Sum() decimal.Decimal {
	var sum decimal.Decimal
	for _, a := range r.Amounts {
		if a.Valid && !a.Decimal.IsZero() {
			sum = sum.Add(a.Decimal)
		}
	}
	return sum
}

// Difference returns the sum less the total: 0 where the row adds up. It is not Valid
// where the file prints no total.
func (r *DateRangeRow) Difference() decimal.NullDecimal {
	if !r.Total.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(r.Sum().Sub(r.Total.Decimal))
}

// A TransactionKind is what a transaction of a date range report is, in any language.
type TransactionKind string

// The kinds of transactions.
const (
	OrderTransaction        TransactionKind = "order"
	RefundTransaction       TransactionKind = "refund"
	ServiceFeeTransaction   TransactionKind = "service_fee"
	TransferTransaction     TransactionKind = "transfer"
	AdjustmentTransaction   TransactionKind = "adjustment"
	InventoryFeeTransaction TransactionKind = "fba_inventory_fee"
	DealFeeTransaction      TransactionKind = "deal_fee"
	LiquidationTransaction  TransactionKind = "liquidation"
	OtherTransaction        TransactionKind = "other" // a type that is not known
)

// Kind returns what the transaction is.
func (r *DateRangeRow) Kind() TransactionKind {
	if kind, ok := transactionKinds[strings.ToLower(r.Type)]; ok {
		return kind
	}
	return OtherTransaction
}

var transactionKinds = kindsByName(map[TransactionKind]string{
	OrderTransaction:        "Order|Commande|Bestellung|Ordine|Pedido|Bestelling|Beställning|Zamówienie|Sipariş|注文|订单",
	RefundTransaction:       "Refund|Remboursement|Erstattung|Rimborso|Reembolso|Terugbetaling|Återbetalning|Zwrot kosztów|Para İadesi|返金|退款|A-to-z Guarantee Claim|Chargeback Refund",
	ServiceFeeTransaction:   "Service Fee|Frais de service|Servicegebühr|Commissione di servizio|Tarifa de prestación de servicio|Servicekosten|Serviceavgift|注文外料金|服务费",
	TransferTransaction:     "Transfer|Transfert|Transférer|Übertrag|Trasferimento|Transferir|Transferencia|Overdracht|Överföring|Przelew|振込み|转账",
	AdjustmentTransaction:   "Adjustment|Ajustement|Anpassung|Modifica|Ajuste|Aanpassing|Justering|Korekta|調整|调整",
	InventoryFeeTransaction: "FBA Inventory Fee|Frais de stock Expédié par Amazon|Versand durch Amazon Lagergebühr|Costo di stoccaggio Logistica di Amazon|Tarifas de inventario de Logística de Amazon|FBA 在庫関連の手数料|亚马逊物流库存费用",
	DealFeeTransaction:      "Deal Fee|Lightning Deal Fee|Tarif de la Vente Flash|Blitzangebotsgebühr|Tariffa dell’Offerta Lampo|Tarifa de Oferta flash|数量限定タイムセール手数料",
	LiquidationTransaction:  "Liquidation|Liquidations|Liquidations Adjustments",
})

func kindsByName(names map[TransactionKind]string) map[string]TransactionKind {
	kinds := map[string]TransactionKind{}
	for kind, list := range names {
		for _, name := range strings.Split(list, "|") {
			kinds[strings.ToLower(name)] = kind
		}
	}
	return kinds
}

// DateRange yields the rows of a file of the kind [DateRange], in order. A row that
// cannot be read is yielded as an error and the next follows.
func (f *File) DateRange() iter.Seq2[DateRangeRow, error] {
	return func(yield func(DateRangeRow, error) bool) {
		var currency fx.Currency
		if f != nil {
			if currency = notedCurrency(f.layout.Notes); currency == "" {
				currency = f.opt.Currency
			}
		}
		for r, err := range rows(f, DateRange, dateRangeColumns) {
			if err == nil {
				r.File = f.opt.Name
				if currency != "" {
					r.Currency = currency
				}
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// notedCurrency returns the only currency that the notes before the titles name: "All
// amounts in USD, unless specified".
func notedCurrency(notes []string) fx.Currency {
	var found fx.Currency
	for _, note := range notes {
		for _, word := range strings.FieldsFunc(note, func(c rune) bool { return (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') }) {
			if len(word) != 3 || word != strings.ToUpper(word) {
				continue
			}
			c, err := fx.ParseCurrency(word)
			switch {
			case err != nil || word != string(c) || c == found:
			case found != "":
				return ""
			default:
				found = c
			}
		}
	}
	return found
}

// dateRangeTitles are the titles of the amounts in the languages that were seen, the
// English one first.
var dateRangeTitles = [dateRangeAmounts][]string{
	{"product sales", "Umsätze", "Vendite", "ventes de produits", "sprzedaż produktów", "försäljning av produkter", "verkoop van producten", "ventas de productos", "ürün satışları", "vendas do produto", "商品売上", "商品销售额"},
	{"product sales tax", "Produktumsatzsteuer", "imposta sulle vendite dei prodotti", "Taxes sur la vente des produits", "impuesto de ventas de productos", "geïnde omzetbelasting", "sales tax collected", "imposto de vendas coletados", "商品の売上税", "商品销售税"},
	{"shipping credits", "postage credits", "Gutschrift für Versandkosten", "Accrediti per le spedizioni", "crédits d'expédition", "crédits d’expédition", "noty kredytowe za wysyłkę", "fraktkrediter", "Verzendtegoeden", "créditos de envío", "abonos de envío", "kargo kredileri", "créditos de remessa", "配送料", "运费"},
	{"shipping credits tax", "postage credits tax", "Steuer auf Versandgutschrift", "imposta accrediti per le spedizioni", "taxe sur les crédits d’expédition", "taxe sur les crédits d'expédition", "impuesto de abono de envío", "impuestos por abonos de envío", "配送料の税金", "运费税"},
	{"gift wrap credits", "giftwrap credits", "Gutschrift für Geschenkverpackung", "Accrediti per confezioni regalo", "crédits sur l'emballage cadeau", "crédits d’emballage-cadeau", "krediter för presentinslagning", "kredietpunten cadeauverpakking", "créditos por envoltorio de regalo", "abonos de envoltorio para regalo", "créditos de embalagem de presente", "ギフト包装手数料", "礼品包装费"},
	{"giftwrap credits tax", "gift wrap credits tax", "Steuer auf Geschenkverpackungsgutschriften", "imposta sui crediti confezione regalo", "Taxes sur les crédits cadeaux", "impuesto de créditos de envoltura", "impuestos por abonos de envoltorio para regalo", "ギフト包装クレジットの税金", "礼品包装税"},
	{"regulatory fee", "Tarifa reglamentaria"},
	{"tax on regulatory fee", "Impuesto sobre tarifa reglamentaria"},
	{"promotional rebates", "Rabatte aus Werbeaktionen", "Sconti promozionali", "Rabais promotionnels", "Total des réductions", "rabaty promocyjne", "kampanjrabatter", "promotiekortingen", "descuentos promocionales", "devoluciones promocionales", "promosyon indirimleri", "descontos promocionais", "プロモーション割引額", "促销返点"},
	{"promotional rebates tax", "Steuer auf Aktionsrabatte", "imposta sugli sconti promozionali", "Taxes sur les remises promotionnelles", "impuesto de reembolsos promocionales", "impuestos de descuentos por promociones", "プロモーション割引の税金", "促销返点税"},
	{"marketplace withheld tax", "Marketplace Facilitator Tax", "Einbehaltene Steuer auf Marketplace", "trattenuta IVA del marketplace", "Taxes retenues sur le site de vente", "pobrany podatek od sprzedaży", "Inkasserad moms", "impuesto de retenciones en la plataforma", "impuesto retenido en el sitio web", "Belasting voor marketplace-facilitator", "源泉徴収税を伴うマーケットプレイス", "商城预扣税"},
	{"selling fees", "Verkaufsgebühren", "Commissioni di vendita", "frais de vente", "opłaty za sprzedaż", "försäljningsavgifter", "verkoopkosten", "tarifas de venta", "satış ücretleri", "tarifas de venda", "手数料", "销售佣金"},
	{"fba fees", "Gebühren zu Versand durch Amazon", "Costi del servizio Logistica di Amazon", "Frais Expédié par Amazon", "Frais pour le service Expédié par Amazon", "opłaty za fba", "fba-avgifter", "fba-vergoedingen", "tarifas fba", "tarifas de Logística de Amazon", "Amazon Lojistik ücretleri", "taxas fba", "FBA 手数料", "亚马逊物流费用"},
	{"other transaction fees", "Andere Transaktionsgebühren", "Altri costi relativi alle transazioni", "autres frais de transaction", "inne opłaty transakcyjne", "övriga transaktionsavgifter", "overige transactiekosten", "tarifas de otra transacción", "tarifas de otras transacciones", "diğer işlem ücretleri", "taxas de outras transações", "トランザクションに関するその他の手数料", "其他交易费用"},
	{"other", "Andere", "Altro", "autre", "autres", "inne", "Övrigt", "overige", "otro", "diğer", "outro", "その他", "其他"},
	{"points fees", "Amazonポイントの費用"},
}

// dateRangeColumns are the columns of the report. Files of other years and languages
// lack some of them.
var dateRangeColumns = slices.Concat([]column[DateRangeRow]{
	{title{"date/time", []string{"Datum/Uhrzeit", "Data/Ora:", "Data/Ora", "date/heure", "data/godzina", "datum/tid", "datum/tijd", "fecha/hora", "fecha y hora", "tarih/saat", "data/hora", "日付/時間", "日期/时间"}, true}, func(c *cell, r *DateRangeRow) {
		r.Row = c.row
		s := c.stamped()
		if r.Time = s.time; s.time.IsZero() {
			c.needed()
			return
		}
		r.Day = c.file.dayOf(s.time, s.zone)
	}},
	{title{"settlement id", []string{"Abrechnungsnummer", "Numero pagamento", "numéro de versement", "Id. de liquidación", "identificador de pago", "schikkings-ID", "決済番号", "结算编号"}, false}, func(c *cell, r *DateRangeRow) { r.Settlement = c.plain() }},
	{title{"type", []string{"Typ", "Tipo", "tip", "トランザクションの種類", "类型"}, true}, func(c *cell, r *DateRangeRow) { r.Type = c.plain() }},
	{title{"order id", []string{"Bestellnummer", "Numero ordine", "numéro de la commande", "identyfikator zamówienia", "beställnings-id", "bestelnummer", "Id. del pedido", "número de pedido", "sipariş no.", "id do pedido", "注文番号", "订单编号"}, false}, func(c *cell, r *DateRangeRow) { r.Order = c.plain() }},
	{title{"sku", nil, false}, func(c *cell, r *DateRangeRow) { r.SKU = c.plain() }},
	{title{"description", []string{"Beschreibung", "Descrizione", "opis", "beskrivning", "beschrijving", "descripción", "açıklama", "descrição", "説明", "描述"}, false}, func(c *cell, r *DateRangeRow) { r.Description = c.plain() }},
	{title{"quantity", []string{"Menge", "Quantità", "quantité", "ilość", "antal", "aantal", "cantidad", "adet", "quantidade", "数量"}, false}, func(c *cell, r *DateRangeRow) { r.Quantity = c.plainNumber() }},
	{title{"marketplace", []string{"site de vente", "rynek", "marknadsplats", "web de Amazon", "pazar yeri", "mercado", "Amazon 出品サービス", "商城"}, false}, func(c *cell, r *DateRangeRow) { r.Marketplace = c.plain() }},
	{title{"account type", []string{"Kontotyp", "Tipo di account", "type de compte", "tipo de cuenta", "アカウントの種類", "账户类型"}, false}, func(c *cell, r *DateRangeRow) { r.Account = c.plain() }},
	{title{"fulfillment", []string{"fulfilment", "Versand", "cumplimiento", "Gestione", "traitement", "expédition", "realizacja", "gestión logística", "leverans", "gönderim", "atendimento", "フルフィルメント", "配送"}, false}, func(c *cell, r *DateRangeRow) { r.Fulfilment = c.plain() }},
	{title{"order city", []string{"Ort der Bestellung", "Città di provenienza dell'ordine", "ville d'où provient la commande", "ciudad del pedido", "ciudad de procedencia del pedido", "bestelling stad", "市町村"}, false}, nil},
	{title{"order state", []string{"Bundesland", "Provincia di provenienza dell'ordine", "Région d'où provient la commande", "estado del pedido", "comunidad autónoma de procedencia del pedido", "status bestelling", "都道府県"}, false}, nil},
	{title{"order postal", []string{"Postleitzahl", "CAP dell'ordine", "code postal de la commande", "código postal del pedido", "código postal de procedencia del pedido", "bestelling per post", "郵便番号"}, false}, nil},
	{title{"tax collection model", []string{"Steuererhebungsmodell", "modello di riscossione delle imposte", "Modèle de perception des taxes", "modelo de recaudación de impuestos", "Formulario de recaudación de impuestos", "税金徴収型"}, false}, func(c *cell, r *DateRangeRow) { r.TaxModel = c.plain() }},
	{title{"transaction status", []string{"Transaktionsstatus"}, false}, func(c *cell, r *DateRangeRow) { r.Status = c.plain() }},
	{title{"transaction release date", []string{"Freigabedatum der Transaktion"}, false}, func(c *cell, r *DateRangeRow) { r.Released, _ = c.stamp() }},
	{title{"total", []string{"Gesamt", "totale", "suma", "totalt", "totaal", "toplam", "合計", "总计"}, true}, func(c *cell, r *DateRangeRow) { r.Total, r.Currency = c.money(c.file.opt.Currency) }},
}, dateRangeAmountColumns())

func dateRangeAmountColumns() []column[DateRangeRow] {
	var columns []column[DateRangeRow]
	for i, titles := range dateRangeTitles {
		need := titles[0] == "product sales" || titles[0] == "selling fees"
		columns = append(columns, column[DateRangeRow]{title{titles[0], titles[1:], need}, func(c *cell, r *DateRangeRow) { r.Amounts[i] = c.amount() }})
	}
	return columns
}
