"""Domains about buying, selling, paying and sending."""

from __future__ import annotations

from training.sentences import fillers as f
from training.sentences.grammar import choice, domain, fact, truth

_ORDER_STATUS = choice(
    "status state order_status progress stage",
    "where the order stands; status of the order",
    """
    = open | pending | unpaid | awaiting_payment
    - open | unpaid
    + <haven't|hasn't|haven't> been paid yet
    + <am|is|are> still unpaid
    + <am|is|are> waiting for payment
    The customer hasn't paid yet
    Payment is still outstanding
    We are still waiting for the money
    = paid | settled | paid | payment_received
    - paid
    + has been paid
    + was paid in full
    The customer has already paid
    The payment came in yesterday
    The money has arrived
    = shipped | sent | in_transit | on_the_way
    - shipped | sent
    + has been shipped
    + is on its way
    + left the warehouse this morning
    The parcel is already on the truck
    The courier picked it up an hour ago
    = delivered | received | completed | arrived
    - delivered
    + has arrived
    + was delivered this morning
    The customer got it and is happy
    Everything has arrived safely
    = cancelled | canceled | cancelled | called_off
    - cancelled
    + was cancelled
    + has been cancelled
    The customer changed their mind and cancelled it
    The order was called off
    = returned | refunded | returned | sent_back
    - returned
    + came back
    + was returned
    The customer sent everything back
    Everything was sent back to us
    """,
)
_EXPRESS = truth(
    "express is_express fast_delivery rush priority_shipping",
    "whether express delivery was chosen; true for fast shipping",
    """
    = yes
    Express delivery, please
    Please send it by express
    We need it as fast as possible, so express
    Overnight shipping, please
    = no
    Standard delivery is fine
    No need for express
    Regular shipping will do
    Normal mail is good enough
    """,
)
_GIFT = truth(
    "gift is_gift gift_wrap wrapped as_gift",
    "whether it is a gift; gift wrapping wanted",
    """
    = yes
    It's a gift, so please wrap it
    Please gift-wrap it
    It is a present for my mother
    Add gift wrapping
    = no
    No gift wrapping
    It's not a gift
    It's for myself, no wrapping needed
    Don't bother wrapping it
    """,
)

ORDER = domain(
    "order",
    """
    == frames I
    [I|We] [would like to|want to|'d like to|need to] order {items}[, please| to {address}|]
    [I'd|I would] like {items}[, please| delivered on {due}|]
    [I'd like|I'll take|Can I have|Could I get|Give me|Let me have] {items}, please
    [Please |]send [me|us] {items}[ by {date}| to {address}|]
    [Please |][ship|send|deliver] {items} to {address}
    [Please |][ship|send|deliver] it to {address}, the order is {items}
    [I|We] [just |]ordered {items} [on {date}|from {shop}|for {total}]
    [I|We] bought {items} [at|from] {shop} for {total}
    [I|We] placed [the |an |]order {number} on {date}[ for {items}|]
    [I|We] [am|are] still waiting for [my |our |]order {number}
    [Where is|What about|Any news on|What happened to] my order {number}? I ordered {items}
    My order [number |no. |]is {number}[ and it contains {items}| from {date}|]
    [Hi|Hello], [this is|it's] {customer}, I want to order {items}
    My name is {customer} and I [need|would like|am ordering] {items}
    [I'm|I am] {customer}[, order {number}|] and I [want|would like] to [change|cancel|add to] my order: {items}
    [We need|We're out of|Order us|Please bring] {items}
    [Can|Could|Would] you [please |][send|ship|get] [me|us] {items}[ by {due}|]?
    [Order|PO|Purchase order]: {items}. [Name|Customer]: {customer}
    For me {items}, please
    {total} for {items}, is that right?
    Not the {~product}, [I want|give me|I'd rather have] {items}
    I'd like to pre-order {items} for {due}
    I changed my mind: {items} instead, please
    {items} for {customer}, [please|pick up at {time}]
    == frames it
    Order {number} [is|was placed] by {customer}[ on {date}|]
    Order [no. |number |#|]{number} [contains|includes|is for|lists] {items}
    Order {number} comes to {total}[ and @|]
    Order {number} @@
    [The|An] order [for|of] {items} [came in from|was placed by|came from] {customer}
    The order from {customer}, {number}, @
    [Your|The|Our] order {number} @
    Your order of {date} @
    Purchase {number} ({total}) @
    [A|The] [purchase|sale] of {items} for {total}
    {customer}'s order {number} @
    {customer} [ordered|bought|wants|has ordered|needs|asked for|requested|purchased] {items}[ on {date}| for {total}|]
    {customer} [from|in] {city} ordered {items}
    {customer} [spent|left] {total} at {shop}
    {customer}, {city}: {items}
    {customer}: {items}, {total}
    {customer} has just [placed|submitted] order {number} for {items}
    [On {date}|Yesterday|This morning|Last week] {customer} [ordered|bought] {items}
    [Sold|Shipped]: {items} to {customer} for {total}
    {number}: {items}
    {number} | {customer} | {total}
    [One|A] customer, {customer}, [ordered|wants] {items}
    [New|Incoming] order: {items} for {customer}, total {total}
    Invoice {number} for {customer} [amounts to|comes to|totals|is over] {total}
    Unlike {~name}, who cancelled, {customer} ordered {items}
    "{items}, please," said {customer}
    == preds
    was placed on {date}
    comes to {total}
    costs {total}
    has a total of {total}
    contains {items}
    is for {customer}
    goes to {address}
    ships to {city}
    will be delivered on {due}
    was made through {shop}
    is to be paid by {payment}
    has the tracking number {tracking}
    == subject
    The order
    It
    The purchase
    This order
    == says
    The total is {total}
    Total: {total}
    It [comes to|came to|makes] {total}
    [Please deliver|Delivery] to {address}
    [Please charge|I'll pay by|We pay by|Payment by] {payment}
    My [phone|number] is {phone}
    [My name is|Name:|It's for|The name is] {customer}
    The [tracking|parcel] number is {tracking}
    The order number is {number}
    [Please use|I have] the [voucher|coupon|discount code] {voucher}
    [I get|There is|With] a discount of {discount}
    [Shipping is|Shipping costs|Postage is] {shipping}
    [Delivery by|We need it by|It should arrive by] {due}
    [Leave it|Put it|Please leave the parcel] {place}
    [The invoice goes to|Send the invoice to|My email is] {email}
    == noise
    The {~colour} one was sold out
    Last time we paid {~price}
    {~first_name} recommended your shop
    I also looked at {a ~product}, but no thanks
    The previous order was {~code}
    My neighbour {~first_name} orders here all the time
    The website was slow today
    """,
    {
        "items": fact(f.cart(), "items lines products articles order_items positions cart goods", "what was ordered, with quantities; the lines of the order"),
        "customer": fact(f.person, "customer buyer client customer_name name ordered_by purchaser", "who ordered; name of the customer"),
        "number": fact(f.code, "order_id order_number id number order_no reference", "number of the order"),
        "total": fact(f.price(5, 1500), "total price total_price amount sum grand_total cost", "what it costs in all; the total amount"),
        "date": fact(f.full_date(), "order_date date ordered_on day placed_on", "day of the order"),
        "due": fact(f.full_date(), "delivery_date deliver_by due needed_by arrival_date", "when it has to be there; day of delivery"),
        "address": fact(f.street_line, "address street delivery_address ship_to", "where to deliver; street and house number"),
        "city": fact(f.city, "city town destination", "the city"),
        "shop": fact(f.company, "shop store seller vendor merchant", "where it was bought; the shop"),
        "payment": fact(f.one_of("payment", "credit card", "PayPal", "bank transfer", "invoice", "debit card", "cash", "gift card", "Apple Pay", "direct debit"), "payment payment_method paid_by pay_with", "how it is paid"),
        "tracking": fact(f.code, "tracking tracking_number parcel_number", "tracking number of the parcel"),
        "voucher": fact(f.code, "voucher coupon discount_code promo_code code", "code of the voucher"),
        "discount": fact(f.percent(3, 60), "discount discount_percent rebate percent_off", "discount in percent"),
        "shipping": fact(f.price(2, 30), "shipping shipping_cost postage delivery_fee", "what shipping costs"),
        "phone": fact(f.phone, "phone phone_number tel", "phone number"),
        "email": fact(f.email, "email mail invoice_email", "e-mail address"),
        "time": fact(f.clock(), "time pickup_time at hour", "when it is picked up"),
        "place": fact(f.one_of("place", "with the neighbours", "at the back door", "in the garage", "on the porch", "at the reception", "behind the shed", "with the concierge"), "drop_off place leave_at instructions note", "where to leave the parcel, as written"),
        "status": _ORDER_STATUS,
        "express": _EXPRESS,
        "gift": _GIFT,
    },
    groups={"delivery": "address city date express", "payment_info": "total payment discount", "buyer_info": "customer phone email", "shipping_info": "address tracking shipping"},
    head="customer",
    writer="customer",
    wrappers="order purchase result",
)  # fmt: skip

PRODUCT = domain(
    "product",
    """
    == frames it
    [The|This|Our|Our new|The new] {product} @@
    [The|This] {product}, which @, @
    [The|This] {product} by {brand} @
    The {brand} {product} @
    The {product} from {brand} [costs|sells for|is available for|can be had for] {price}
    The {colour} {product} @
    [We sell|We offer|Now in our shop:|For sale:|New:|Just in:|On offer:] {a product}, {price}
    [We sell|For sale:|New in stock:] {a colour} {product} [for|at|only] {price}
    [I'm|I am|We're|We are] selling [my|our] [old |]{product} for {price}[; it @|]
    [Selling|For sale|WTS|FS]: {product}, {colour}, {price}
    {product}, {colour}, {price}
    {product} ({brand}) - {price}
    {product}: {price}, {stock} [left|in stock|available]
    {brand} {product}, {price}, [item|article|SKU] {sku}
    [Buy|Get|Grab] the {product} for [only |just |]{price}[ instead of {~big_price}|]
    [Today|This week|Until Sunday] only: {product} for {price}
    [How about|Check out|Have a look at|Take a look at|Don't miss] the {product}, [which @|only {price}|made of {material}]
    [Introducing|Meet|Announcing] the {product}[ by {brand}|], [yours for {price}|made of {material}|in {colour}]
    {brand} [has launched|presents|released|is launching] [its|a] new {product}[ for {price}| on {date}|]
    [Made in|Imported from|Straight from] {country}, the {product} @
    Made of {material}, the {product} @
    At {price}, the {product} @
    For {price} you get {a product}[ in {colour}| made of {material}|]
    With {a product} by {brand} you [save time|can't go wrong]; it @
    The price of the {product} [is|went up to|was cut to|dropped to] {price}
    The {product} used to cost {~big_price}, now it's {price}
    The {product} [is|comes] with {warranty} of warranty
    There are {stock} [pieces|units] of the {product} left
    We have {stock} [pieces|units] of the {product} in stock
    [Only |]{stock} {brand} [units|pieces] left, each {price}
    [Do you have|Is there|Can I get] the {product} in {colour}?
    The {product} (article {sku}) @
    Article {sku}, {a product}, @
    Weighing only {weight}, the {product} @
    Unlike the {~product}, the {product} is made of {material}
    Free shipping on the {product}! It @
    == preds
    costs {price}
    is priced at {price}
    sells for {price}
    goes for {price}
    is on sale for {price}
    can be yours for {price}
    comes in {colour}
    is {colour}
    is available in {colours}
    is made of {material}
    is made by {brand}
    is manufactured by {brand}
    comes from {country}
    is made in {country}
    weighs {weight}
    is {length} long
    has a warranty of {warranty}
    comes with {warranty} of warranty
    has the item number {sku}
    is listed under {sku}
    is rated {rating}
    gets {rating} from our customers
    has {reviews} reviews
    is {discount} off
    comes with {extras}
    includes {extras}
    == subject
    It
    The product
    The item
    This one
    == says
    Its price is {price}
    The price: {price}
    The colour is {colour}
    Available colours: {colours}
    The item number is {sku}
    There are {stock} left
    We have {stock} in stock
    You save {discount}
    Customers gave it {rating}
    The box also contains {extras}
    Shipping costs {shipping}
    Delivery takes {delivery}
    It ships within {delivery}
    Manufacturer: {brand}
    == noise
    The {~product} costs {~big_price}
    Our shop opens at {~time}
    {~first_name} in the shop can show you
    Last year's model came in {~colour}
    We also have {a ~product}
    Get it while you can
    """,
    {
        "product": fact(f.product, "product name item product_name article title", "name of the product; what is sold"),
        "brand": fact(f.brand, "brand maker manufacturer producer company", "who makes it; the brand"),
        "price": fact(f.price(3, 1200), "price cost amount price_value retail_price", "the price; what it costs"),
        "colour": fact(f.colour, "colour color shade", "the colour"),
        "colours": fact(f.several(f.colour, 2, 4), "colours colors available_colors variants", "the colours it comes in"),
        "material": fact(f.material, "material made_of fabric", "what it is made of"),
        "country": fact(f.country, "country origin made_in country_of_origin", "where it is made"),
        "weight": fact(f.measure(1, 30, "kg|kilograms|kilos|pounds", 1, "weight"), "weight weight_value mass", "the weight, without unit"),
        "length": fact(f.measure(10, 220, "cm|centimetres|inches", kind="length"), "length size length_value", "the length, without unit"),
        "warranty": fact(f.stay(2, 10, "year"), "warranty warranty_years guarantee", "years of warranty"),
        "sku": fact(f.code, "sku item_number article_number code id", "number of the article"),
        "stock": fact(f.integer(2, 300, "count", 0.2), "stock in_stock quantity available units_left", "how many are left"),
        "rating": fact(f.rating(), "rating stars score", "the rating"),
        "reviews": fact(f.integer(5, 4000, "reviews", 0), "reviews review_count num_reviews", "number of reviews"),
        "discount": fact(f.percent(5, 70), "discount discount_percent percent_off sale", "discount in percent"),
        "extras": fact(f.several(f.one_of("extra", "a charger", "a carrying case", "batteries", "a manual", "two filters", "a remote control", "spare screws", "a USB cable", "a travel bag", "free stickers"), 1, 3), "includes extras accessories in_the_box", "what comes with it"),
        "shipping": fact(f.price(2, 25), "shipping shipping_cost postage", "cost of shipping"),
        "delivery": fact(f.stay(2, 14, "day"), "delivery_days days delivery_time", "days until delivery"),
        "date": fact(f.full_date(), "date release_date launch available_from", "day of the launch"),
        "condition": choice(
            "condition state quality", "new or used; condition of the item",
            """
            = new | brand_new | mint
            + is brand new
            + has never been used
            + is still in its original box
            It was never even unpacked
            = used | second_hand | pre_owned
            + is second-hand
            + has been used for two years
            It shows clear signs of use
            It has had one previous owner
            = refurbished | restored | refurbished
            + has been refurbished
            + was restored by a workshop
            = broken | defective | for_parts
            + no longer works
            + is defective
            It is broken, for parts only
            """,
        ),
        "available": truth(
            "available in_stock is_available can_be_ordered", "whether it can be bought now; in stock or not",
            """
            = yes
            + is in stock
            + is available now
            + can be shipped today
            You can pick it up right away
            = no
            + is sold out
            + is out of stock
            + is currently unavailable
            We ran out of it
            """,
        ),
        "waterproof": truth(
            "waterproof is_waterproof water_resistant", "whether it is waterproof",
            """
            = yes
            + is waterproof
            + survives a swim
            Water can't harm it
            Rain is no problem for it
            = no
            + is not waterproof
            + must not get wet
            Keep it away from water
            It does not like rain
            """,
        ),
    },
    groups={"specs": "weight length material colour", "offer": "price discount stock", "details": "colour material brand country", "reviews_info": "rating reviews"},
    wrappers="product item listing",
)  # fmt: skip

CART = domain(
    "cart",
    """
    == frames I
    [Put|Add|Please add] {items} [to|on] [my|the|our] [cart|basket|list|shopping list|order]
    [I need|We need|Get|Buy|Don't forget|Please get|Pick up|We're out of|Bring] {groceries}[ from {shop}|]
    [On the way home|After work|Tomorrow|On Saturday], [get|buy|pick up] {groceries}[, please|]
    [Shopping|Grocery|My] list: {groceries}
    [Shopping|Grocery] list for {day}: {groceries}
    [In my|In the|There is in the] [cart|basket] [are|is|:] {items}
    [I'd like|I'll have|Can I have|We'll take|For us] {foods}[, please|]
    [Two of us|We] [want|ordered|had] {foods}
    {foods} [for here|to go|for table {table}|for delivery], please
    [Take|Remove|Delete] the {~product} [out of|from] my [cart|basket] and add {items}
    I [already have|bought] {items}, but [still need|not yet] {groceries}
    [Could|Can|Would] you [get|buy|bring] [me |us |]{groceries}[ when you go to {shop}|]?
    The [basket|cart] contains {items} and [costs|comes to] {total}
    [Remember|Please remember|Don't forget] to [buy|get] {groceries}
    [Breakfast|Dinner|Lunch|The barbecue|The picnic]: [we need|buy|get] {groceries}
    [For the party|For the weekend|For dinner|For the office] we need {items}
    {items}, that's [it|all]
    {groceries}
    {items}
    I spent {total} on {groceries} at {shop}
    [Mum|Dad|Grandma|{~first_name}] [needs|asked for|wants] {groceries}
    == says
    Total: {total}
    It must not cost more than {budget}
    My budget is {budget}
    [Pay|I'll pay] by {day}
    The table number is {table}
    [Go to|Buy it at|The best place is] {shop}
    [I need it|Please deliver] on {day}
    I [paid|spent] {total}
    == noise
    {~first_name} will cook
    The shop closes at {~time}
    We still have enough salt and pepper
    Last week it was {~price}
    """,
    {
        "items": fact(f.cart(low=1, high=4), "items cart products lines articles basket things", "things with quantities; what to add to the cart"),
        "foods": fact(f.cart("foods", 1, 4), "items order dishes foods lines food", "what is ordered, with quantities; dishes and drinks"),
        "groceries": fact(f.several(f.grocery, 1, 5), "groceries items list shopping_list things to_buy products", "what to buy; list of things"),
        "shop": fact(f.company, "shop store supermarket where market", "where to buy it"),
        "total": fact(f.price(3, 300), "total sum amount cost price", "total amount"),
        "budget": fact(f.price(10, 200, cents=0.1, kind="budget"), "budget limit max_price", "the most it may cost"),
        "day": fact(f.one_of("date", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), "day weekday when", "the day of the week"),
        "table": fact(f.integer(2, 40, "table", 0.2), "table table_number", "number of the table"),
        "delivery": truth(
            "delivery deliver is_delivery home_delivery", "true for delivery, false for pick-up",
            """
            = yes
            Please deliver it
            I want it delivered to my door
            Bring it to my place, please
            Home delivery, please
            = no
            I'll pick it up myself
            I'll collect it at the shop
            We'll come and get it
            No delivery needed, I'm coming by
            """,
        ),
    },
    wrappers="cart basket order",
)  # fmt: skip

PAYMENT = domain(
    "payment",
    """
    == frames I
    [I|We] [sent|paid|transferred|wired|owe|gave|lent] {payee} {amount}[ for {purpose}| on {date}|]
    [Please |][transfer|send|pay|wire] {amount} to {payee}[ for {purpose}| by {date}|]
    [Can|Could] you [please |][transfer|send|pay] {amount} to {payee}[ for {purpose}|]?
    [I|We] [spent|paid] {amount} on {purpose}[ on {date}| at {shop}| yesterday|]
    [I|We] [bought|paid for] {purpose} [at {shop} |]for {amount}
    [I|We] [got|received] {amount} from {payer}[ for {purpose}| on {date}|]
    {payer} [owes|gave|paid|sent|lent] me {amount}[ for {purpose}|]
    [Expense|Spent|Expenses]: {amount}, {purpose}[, {date}|]
    [Log|Add|Record|Note] an expense[ of|:] {amount} for {purpose}[ on {date}|]
    My account [is|number is|has the number] {account}
    [I|We] [pay|am paying|paid] {amount} a month for {purpose}
    [Refund|Please refund|I want back] the {amount} that I paid for {purpose}
    [I would|I'd] like to transfer {amount} from account {account} to {payee}
    I split {purpose} with {~first_name}: my part is {amount}
    [Move|Put] {amount} into [my|the] account {account}
    == frames he
    {payer} [sent|paid|transferred|wired|owes|gave|lent|handed] {payee} {amount}[ for {purpose}| on {date}|]
    {payer} transferred {amount} to {payee}[ on {date}| for {purpose}|]
    {payer} [has to pay|must pay|will pay|agreed to pay] {amount} to {payee} by {date}
    {payer} paid [back |]{amount} to {payee}
    {payee} [got|received|was paid|was sent] {amount} from {payer}[ for {purpose}|]
    {payee} [asks for|charges|wants|charged us|billed us] {amount} for {purpose}
    {payer} -> {payee}: {amount}
    {payer} to {payee}, {amount}, {purpose}
    {amount} from {payer} to {payee}[ for {purpose}|]
    [A|The] [payment|transfer] of {amount} [from {payer} |]to {payee} [was made|went out|arrived|is due|failed] on {date}
    [The|A] [bill|invoice|receipt] from {shop} [is|was|comes to] {amount}
    [The|A] [bill|invoice] for {purpose} [is|was|comes to|amounts to] {amount}[, due on {date}|, due {date}|]
    {purpose}: {amount}
    {purpose}, {amount}, {shop}
    {shop}, {date}: {amount}
    On {date} {payer} [paid|sent|transferred] {amount} to {payee}
    {payer}'s payment of {amount} [arrived|was received|came in|bounced] on {date}
    It was {payer}, not {~name}, who paid {payee} {amount}
    {payee} thanks {payer} for the {amount}
    == says
    The reference is {reference}
    [Reference|Payment reference|Ref.]: {reference}
    The [account number|IBAN|account] is {account}
    The date was {date}
    It was for {purpose}
    [The fee is|There was a fee of|Bank charges:] {fee}
    [I paid|Paid|The payment was made] by {method}
    The money [went|goes] to account {account}
    The [tip|tip was|waiter got a tip of] {tip}
    == noise
    {~first_name} still owes me {~price}
    Last month it was {~price}
    The bank opens at {~time}
    {~first_name} saw the receipt
    The rate was fair
    """,
    {
        "payer": fact(f.person, "payer sender from from_name paid_by debtor source", "who pays; the sender of the money"),
        "payee": fact(f.person, "payee recipient to to_name receiver beneficiary paid_to", "who gets the money; the recipient"),
        "amount": fact(f.price(2, 4000), "amount sum total price value cost money", "how much; the amount of money"),
        "purpose": fact(f.purpose, "purpose reason what category for description item note", "what the money is for"),
        "date": fact(f.full_date(), "date day when payment_date transaction_date", "the day of the payment; day"),
        "account": fact(f.code, "account account_number iban account_id", "account number"),
        "reference": fact(f.code, "reference ref payment_reference", "reference of the payment"),
        "shop": fact(f.company, "shop store merchant vendor where", "where the money was spent"),
        "fee": fact(f.price(1, 20, kind="fee"), "fee charges bank_fee", "the fee"),
        "tip": fact(f.price(1, 20, kind="tip"), "tip gratuity", "the tip"),
        "method": fact(f.one_of("method", "card", "cash", "PayPal", "bank transfer", "credit card", "cheque", "debit card"), "method payment_method paid_with by", "how it was paid"),
        "recurring": truth(
            "recurring is_recurring monthly repeats", "whether the payment repeats; regular payment",
            """
            = yes
            It repeats every month
            This is a monthly payment
            Please make it a standing order
            = no
            It's a one-time payment
            This is a one-off
            It won't happen again
            """,
        ),
    },
    groups={"transfer": "payer payee amount", "parties": "payer payee", "payment": "amount date method", "expense": "amount purpose shop"},
    head="payer",
    wrappers="payment expense transaction transfer",
)  # fmt: skip

DELIVERY = domain(
    "delivery",
    """
    == frames it
    [The|Your|Our|A] [parcel|package|shipment|letter|delivery] [for|to] {recipient} @@
    [The|Your] [parcel|package|shipment] {tracking} @@
    [The|A] [parcel|package|letter] from {sender} to {recipient} @
    {sender} [sent|shipped|mailed|posted] {recipient} {a thing}[ on {sent}| by {carrier}|]
    {sender} [sent|shipped] {a thing} to {recipient}[ in {city}| at {street}|]
    {recipient} [got|received|is waiting for|expects] {a thing} from {sender}
    [Deliver|Send|Ship|Please deliver|Please send|Forward|Take] [this|it|the parcel|the box] to {recipient}, {street}, {postcode} {city}
    [Deliver|Send|Ship|Please deliver|Please send] it to {street}, {city}
    [Deliver|Send|Ship] to: {recipient}, {street}, {city}, {country}
    {recipient}, {street}, {postcode} {city}[, {country}|]
    {recipient} - {street}, {city} {postcode}
    [Address|The address is|New address|Our new address is]: {street}, {postcode} {city}
    [The|Her|His|Our] address is {street} in {city}, [postcode|zip|zip code] {postcode}
    {recipient} lives at {street}[ in {city}|, {postcode} {city}]
    {recipient} [moved|has moved] to {street}, {postcode} {city}
    {recipient} [moved|has moved] from {~street} to {street} in {city}
    {carrier} [will deliver|delivers|brings|has picked up] the [parcel|package] {tracking}[ on {date}|]
    {carrier} left {a thing} for {recipient} [with the neighbours|at the door|in the lobby]
    Tracking number {tracking}, [weight|weighing] {weight}
    [The|A] [box|parcel|crate] of {weight} [for|to] {city} @
    From {sender}, {~city}, to {recipient}, {city}
    [Return|Send back] the parcel to {sender}, {street}, {city}
    It's on the {floor} floor of {street} in {city}
    Our office is at {street}, {city}
    == frames I
    I live at {street}[ in {city}|, {postcode} {city}]
    I live at {street}, {city}; [my|the] postcode is {postcode}
    [I've|I have] moved to {street}, {postcode} {city}
    [We|I] moved house: {street}, {city} {postcode}[ is the new address|]
    [Please |]send my [mail|letters|post|parcels] to {street}, {postcode} {city}[ from now on|]
    My name is {recipient} and my address is {street}, {city}
    My [parcel|package] {tracking} has not arrived[, it was sent on {sent}| - {recipient}|]
    I'm [waiting for|expecting] a parcel from {sender}, tracking number {tracking}
    [The|My] doorbell says {recipient}; I live at {street}, {floor} floor
    == preds
    weighs {weight}
    will arrive on {date}
    was sent on {sent}
    is due on {date}
    goes to {city}
    is addressed to {street}, {city}
    was shipped by {carrier}
    travels with {carrier}
    has the tracking number {tracking}
    left {origin} yesterday
    comes from {origin}
    costs {cost} to send
    contains {a thing}
    == subject
    It
    The parcel
    The package
    == says
    The tracking number is {tracking}
    The sender is {sender}
    The recipient's phone number is {phone}
    [Please ring|The bell is at] the {floor} floor
    The postcode is {postcode}
    [The zip is|Zip code:|Zip:] {postcode}
    The country is {country}
    The weight is {weight}
    Postage was {cost}
    The carrier is {carrier}
    Call {phone} [on arrival|before you come]
    == noise
    The old address was {~street}
    {~first_name} will sign for it
    The courier comes after {~time}
    The dog is friendly
    Another parcel goes to {~city}
    """,
    {
        "recipient": fact(f.person, "recipient receiver to name addressee deliver_to", "who gets it; the recipient"),
        "sender": fact(f.person, "sender from sent_by shipper from_name", "who sent it; the sender"),
        "street": fact(f.street_line, "street address street_address address_line line1", "street and house number"),
        "postcode": fact(f.postcode, "postcode zip zip_code postal_code", "postal code"),
        "city": fact(f.city, "city town destination place", "city of the address; where it goes"),
        "country": fact(f.country, "country nation land", "country"),
        "tracking": fact(f.code, "tracking tracking_number parcel_id tracking_id shipment", "tracking number"),
        "carrier": fact(f.carrier, "carrier courier shipped_by company service", "who carries it"),
        "weight": fact(f.measure(1, 40, "kg|kilos|kilograms", 1, "weight"), "weight weight_kg mass", "weight in kilograms"),
        "date": fact(f.full_date(), "delivery_date arrival date eta day", "day of the delivery"),
        "sent": fact(f.full_date(), "sent_on shipped_on date_sent ship_date date", "day it was sent"),
        "origin": fact(f.city, "origin from_city sent_from", "the city it comes from"),
        "cost": fact(f.price(3, 80), "cost postage price shipping_cost", "what sending costs"),
        "thing": fact(f.product, "content item contents what goods", "what is in it"),
        "phone": fact(f.phone, "phone phone_number tel", "phone number"),
        "floor": fact(f.one_of("floor", "first", "second", "third", "fourth", "fifth", "top", "2nd", "3rd", "5th", "ground"), "floor level storey", "the floor, as written"),
        "signature": truth(
            "signature signature_required must_sign", "whether somebody must sign",
            """
            = yes
            A signature is required
            Somebody has to sign for it
            The recipient must sign
            = no
            No signature needed
            Nobody has to sign
            Just leave it at the door, no signature
            """,
        ),
        "fragile": truth(
            "fragile is_fragile handle_with_care", "whether it breaks easily",
            """
            = yes
            + is fragile
            Handle with care, there is glass inside
            Careful, it breaks easily
            = no
            + is not fragile
            Nothing in it can break
            It is sturdy, no special care needed
            """,
        ),
    },
    groups={"address": "street postcode city country", "destination": "city country", "to_address": "street city postcode", "parcel": "weight tracking carrier"},
    head="recipient",
    writer="recipient",
    wrappers="delivery parcel shipment",
)  # fmt: skip

CAR = domain(
    "car",
    """
    == frames it
    [Selling|For sale|I'm selling|We're selling|I want to sell]: my {vehicle}[, {colour}|], {year}, {mileage}, {price}
    [I'm selling|I'd like to sell|We are selling|Selling] my [old |]{vehicle}[ from {year}|] for {price}
    [I'm looking for|Wanted:|Who sells] {a vehicle} from {year} for [about|up to|at most] {price}
    [The|My|Our|This] {vehicle} @@
    [The|My|Our|This] {colour} {vehicle} @
    [The|My|Our] {vehicle}, built in {year}, @
    {vehicle}, {year}, {mileage}, {price}
    {vehicle} ({year}) @
    {vehicle} - {colour} - {mileage} - {price}
    {year} {vehicle}, {colour}, {mileage}
    {year} {vehicle} for sale, [asking|price|only] {price}
    {owner}'s {vehicle} @
    {owner} [drives|owns|bought|has|sold|leases] {a colour} {vehicle}[, plate {plate}|]
    {owner} [drives|owns|bought] {a vehicle} [built in|from] {year}
    {owner} [bought|sold] {a vehicle} for {price}
    {a colour} {vehicle} with the [licence |number |]plate {plate} [is blocking the entrance|was towed|was stolen|ran a red light|has its lights on]
    The {vehicle} with the plate {plate} belongs to {owner}
    [Registered|Built] in {year}, the {vehicle} @
    With {mileage} on the clock, the {vehicle} @
    [The|A] car with [plate|registration] {plate}, {a vehicle}, @
    [Please |]pick up the {vehicle} at {garage} on {pickup}
    {garage} [repaired|serviced|has repaired] the {vehicle} for {price}
    The {vehicle} was stolen on {accident} in {city}
    == preds
    was built in {year}
    is from {year}
    has {mileage} on the clock
    has done {mileage}
    has run {mileage}
    costs {price}
    can be yours for {price}
    is {colour}
    has the plate {plate}
    has {doors} doors
    has {power}
    uses {consumption}
    seats {seats} people
    belongs to {owner}
    was last serviced on {date}
    comes with {features}
    has {features}
    is parked in {city}
    == subject
    It
    The car
    This car
    == says
    The mileage is {mileage}
    The asking price is {price}
    [Asking|Price:|I want] {price}
    The licence plate is {plate}
    The colour is {colour}
    Extras: {features}
    It's located in {city}
    The owner is {owner}
    The last service was on {date}
    [Call|Text] {phone}
    == noise
    My wife drives {a ~colour} one
    The neighbour {~first_name} wanted {~big_price}
    I had another one in {~year}
    Call after {~time}
    {~first_name} checked the engine
    """,
    {
        "vehicle": fact(f.vehicle, "vehicle model car car_model make_and_model name", "make and model of the car"),
        "year": fact(f.year(1995, 2026), "year built model_year year_built", "year of construction"),
        "mileage": fact(f.measure(4000, 240000, "km|kilometres|miles", kind="mileage"), "mileage km odometer distance", "how far it has been driven"),
        "price": fact(f.price(900, 45000, cents=0), "price cost asking_price amount", "what it costs"),
        "colour": fact(f.colour, "colour color paint", "colour of the car"),
        "owner": fact(f.person, "owner owner_name driver name", "who owns it"),
        "plate": fact(f.plate, "plate license_plate registration licence_plate number_plate", "licence plate"),
        "doors": fact(f.integer(2, 5, "doors", 0.4), "doors num_doors door_count", "number of doors"),
        "power": fact(f.measure(60, 400, "hp|horsepower", kind="power"), "power hp horsepower", "power in horsepower"),
        "consumption": fact(f.measure(4, 12, "litres per 100 km|litres per 100 kilometres", 1, "consumption"), "consumption fuel_consumption litres_per_100km", "litres per 100 km"),
        "seats": fact(f.integer(2, 9, "seats", 0.5), "seats seat_count", "number of seats"),
        "city": fact(f.city, "city location place", "where the car is"),
        "date": fact(f.full_date(2022, 2027), "last_service service_date serviced_on date", "day of the last service"),
        "accident": fact(f.full_date(2022, 2027), "stolen_on theft_date date day", "day of the theft"),
        "pickup": fact(f.full_date(2022, 2027), "pickup_date date day pickup", "day of the pick-up"),
        "garage": fact(f.company, "garage workshop", "the workshop"),
        "phone": fact(f.phone, "phone contact phone_number", "phone number of the seller"),
        "features": fact(f.several(f.one_of("feature", "heated seats", "air conditioning", "a sunroof", "a tow bar", "parking sensors", "winter tyres", "a roof rack", "cruise control", "leather seats", "a navigation system", "a new battery"), 1, 3), "features extras equipment options", "special equipment"),
        "fuel": choice(
            "fuel fuel_type engine", "what it runs on",
            """
            = petrol | gasoline | gas
            + runs on petrol
            + has a petrol engine
            = diesel | diesel | diesel
            + runs on diesel
            + has a diesel engine
            = electric | electric | ev
            + is fully electric
            + runs on a battery
            = hybrid | hybrid | hybrid
            + is a hybrid
            + has a hybrid engine
            """,
        ),
        "gearbox": choice(
            "transmission gearbox gears", "manual or automatic",
            """
            = manual | manual | stick
            + has a manual gearbox
            + is a stick shift
            = automatic | auto | automatic
            + is an automatic
            + shifts by itself
            """,
        ),
        "accident_free": truth(
            "accident_free no_accidents", "true if the car never had an accident",
            """
            = yes
            + has never had an accident
            + is accident-free
            = no
            + had an accident once
            + was in a crash last year
            """,
        ),
    },
    groups={"car": "vehicle year colour", "specs": "power doors seats fuel gearbox", "registration": "plate owner"},
    head="owner",
    wrappers="car vehicle listing ad",
)  # fmt: skip

HOME = domain(
    "real_estate",
    """
    == frames it
    [For rent|To let]: {rooms}-room [flat|apartment|house] in {city}, {area}, {rent}
    [For sale|New listing]: {rooms}-room [flat|apartment|house] in {city}, {area}, {price}
    [We rent|We are renting|I'm renting] out a {rooms}-room flat in {city} for {rent} a month
    [A|This|Our] [bright|quiet|lovely|cosy|sunny|modern] {rooms}-room [flat|apartment|house] [in|near the centre of] {city} @
    [The|This] [flat|apartment|house|studio|cottage|villa] [at|on|in] {street} @@
    [The|This] [flat|apartment|house] in {city} @@
    [The|This] [flat|apartment|house] with {rooms} rooms @
    {rooms} rooms, {area}, {city}, {price}
    {street}, {city}: {area}, {price}
    {area} in {city} for {price}
    {landlord} [rents out|owns|lets] a {rooms}-room [flat|house] in {city}[ for {rent} a month|]
    {landlord} [sold|is selling] a {rooms}-room [flat|house] in {city} for {price}
    {tenant} [rents|moved into|signed the lease for] the flat at {street}[ for {rent} a month| on {date}|]
    The rent [of the flat |]at {street} is {rent}[ a month|, deposit {deposit}|]
    Rent: {rent}, [deposit|security deposit]: {deposit}
    [Built|Renovated] in {year}, the [house|building] @
    [The|A] [house|villa|bungalow] built in {year} [is on the market for|costs|was sold for] {price}
    == frames I
    [I'm|I am|We are|We're] looking for a {rooms}-room [flat|apartment] in {city}[ for up to {rent}| from {date} on|]
    [I|We] [want|need|would like] to rent [a flat|an apartment] in {city} [with {rooms} rooms|of about {area}|for at most {rent}]
    [I|We] [rent|live in] a {rooms}-room flat in {city} and pay {rent} a month
    [I|We] [bought|sold] a house in {city} for {price}
    [Can|Could] [I|we] [view|visit|see] the flat at {street} on {visit}?
    I'm {tenant} and I'm interested in the flat [in {city}|at {street}]
    == preds
    has {rooms} rooms
    has {bedrooms} bedrooms and {baths} [bathrooms|baths]
    has {baths} bathrooms
    measures {area}
    is {area} large
    costs {rent} a month
    rents for {rent}
    is on the {floor} floor
    was built in {year}
    is free from {date} on
    is available from {date}
    has {features}
    comes with {features}
    belongs to {landlord}
    is {distance} from the [station|centre|beach]
    == subject
    It
    The place
    The property
    == says
    The rent is {rent}
    The deposit is {deposit}
    The landlord is {landlord}
    [Call|Contact] {landlord} on {phone}
    [You can move in|Available] from {date}
    The address is {street}
    The size is {area}
    Utilities are {utilities} on top
    The flat is on the {floor} floor
    == noise
    The previous tenant {~name} paid {~big_price}
    The neighbourhood is quiet
    A similar flat in {~city} is cheaper
    {~first_name} lives next door
    Viewings are in the afternoon
    """,
    {
        "rooms": fact(f.integer(2, 7, "rooms", 0.3), "rooms room_count num_rooms number_of_rooms", "number of rooms"),
        "bedrooms": fact(f.integer(2, 6, "bedrooms", 0.5), "bedrooms beds num_bedrooms", "number of bedrooms"),
        "baths": fact(f.integer(2, 4, "baths", 0.5), "bathrooms baths num_bathrooms", "number of bathrooms"),
        "area": fact(f.measure(25, 320, "square metres|sqm|m²|square meters|m2", kind="area"), "area size square_metres sqm area_sqm living_space", "the size in square metres"),
        "city": fact(f.city, "city town location place", "city where it is"),
        "street": fact(f.street_line, "street address street_address", "street and house number"),
        "price": fact(f.price(60000, 900000, cents=0), "price sale_price cost amount purchase_price", "the price of the place"),
        "rent": fact(f.price(300, 3500, cents=0.02), "rent monthly_rent price cost rent_per_month", "the monthly rent"),
        "visit": fact(f.full_date(2024, 2028), "visit viewing viewing_date date day", "day of the viewing"),
        "deposit": fact(f.price(500, 6000, cents=0, kind="deposit"), "deposit security_deposit", "the deposit"),
        "utilities": fact(f.price(50, 400, cents=0, kind="utilities"), "utilities extra_costs utility_costs", "monthly utilities"),
        "landlord": fact(f.person, "landlord owner agent contact seller", "who lets or sells it"),
        "tenant": fact(f.person, "tenant renter name applicant", "who rents it"),
        "year": fact(f.year(1880, 2025), "year built year_built construction_year", "year of construction"),
        "date": fact(f.full_date(2024, 2028), "date available_from from move_in day", "the day; from when"),
        "floor": fact(f.one_of("floor", "first", "second", "third", "fourth", "fifth", "top", "ground", "3rd", "12th"), "floor level storey", "the floor as written"),
        "features": fact(f.several(f.one_of("feature", "a balcony", "a garden", "a garage", "a lift", "a fitted kitchen", "a fireplace", "a cellar", "a terrace", "underfloor heating", "a pool", "a parking space", "wooden floors"), 1, 3), "features amenities extras", "what it offers"),
        "distance": fact(f.measure(2, 30, "minutes|km", kind="distance"), "distance minutes_away", "how far it is"),
        "phone": fact(f.phone, "phone contact_phone phone_number", "phone number"),
        "furnished": truth(
            "furnished is_furnished with_furniture", "whether there is furniture",
            """
            = yes
            + is furnished
            + comes with all the furniture
            The furniture stays in
            = no
            + is unfurnished
            + comes without furniture
            Bring your own furniture
            """,
        ),
        "pets": truth(
            "pets_allowed pets allows_pets", "whether pets are allowed",
            """
            = yes
            Pets are welcome
            You may bring your cat
            Dogs are no problem
            = no
            No pets, please
            Pets are not allowed
            Sorry, no animals
            """,
        ),
    },
    groups={"address": "street city", "size": "rooms area bedrooms baths", "location": "city street floor", "costs": "price deposit utilities"},
    wrappers="listing flat property",
)  # fmt: skip

COMMERCE_DOMAINS = (ORDER, PRODUCT, CART, PAYMENT, DELIVERY, CAR, HOME)
